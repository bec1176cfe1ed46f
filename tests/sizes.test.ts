// Output that people read stays short enough to be read.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "./support/sources.ts";

/** The most lines that a file may have, and what is in it. */
const limits: readonly (readonly [file: string, lines: number, content: string])[] = [
  ["generated/helm/varai/values.yaml", 300, "the values of VARAi's chart"],
  ["examples/azora/Dockerfile", 410, "the stages of nineteen similar services"],
];

for (const [file, lines, content] of limits) {
  test(`${file}: ${content} fit into ${lines} lines`, () => {
    const { length } = readFileSync(root + file, "utf8")
      .trimEnd()
      .split("\n");
    assert.ok(length <= lines, `it has ${length}`);
  });
}

test.run();
