// Every feature that the five platforms need, by its number. tests/features/rows.yaml lists them; a row without a test fails.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { features as azora } from "./features/azora.ts";
import { features as beyond } from "./features/beyond.ts";
import type { Feature } from "./features/platform.ts";
import { features as slidegenie } from "./features/slidegenie.ts";
import { features as supacrypt } from "./features/supacrypt.ts";
import { features as varai } from "./features/varai.ts";
import { features as xorb } from "./features/xorb.ts";

const rows = parse(readFileSync(new URL("features/rows.yaml", import.meta.url), "utf8")) as Readonly<
  Record<string, string>
>;
const features: Readonly<Record<string, Feature>> = {
  ...varai,
  ...slidegenie,
  ...xorb,
  ...azora,
  ...supacrypt,
  ...beyond,
};

for (const [number, what] of Object.entries(rows)) {
  test(`${number}: ${what}`, () => {
    const feature = features[number];
    assert.ok(feature, `${number} has no test`);
    return feature();
  });
}

test("every test of a feature has a row", () => {
  assert.equal(
    Object.keys(features).filter((number) => !Object.hasOwn(rows, number)),
    [],
  );
});

test.run();
