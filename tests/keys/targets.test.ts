// What targets express, the expressed.yaml in the folder of each, is derived again from what compiling does: each key is
// changed in a specification that has it, and the output of each target is looked at. npm run generate:keys writes it.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { readSchema } from "../../compiler/dev/files.ts";
import { keysOf, writeExpressed } from "../../compiler/dev/key-table.ts";
import { keyTable } from "../../compiler/spec/inexpressible.ts";
import { targets } from "../../compiler/targets/index.ts";
import { isUpdating } from "../support/golden.ts";
import { aboutFiles, behaviourOf, type Specimen, specimenOf } from "../support/key-behaviour.ts";
import { isChosen } from "../support/only.ts";
import { root } from "../support/sources.ts";

const everything = "tests/golden/everything/platform.yaml";
const plain = "tests/support/specimens/plain.yaml";

const keys = keysOf(readSchema());

/** What was found out about each key, by target, to write it down. */
const found = new Map<string, Set<string>>(
  targets.map(({ name }) => [
    name,
    new Set(keys.filter((key) => !isChosen(key) && keyTable[key]?.expressed?.includes(name))),
  ]),
);
let specimens: readonly Specimen[] = [];

test("the specifications compile", async () => {
  const others = ["spec/platform.yaml", ...fastGlob.sync("examples/*/platform.yaml", { cwd: root }).sort()];
  // A chosen key is one that the specification of everything has been given.
  const files = [everything, plain, ...(isChosen("every specification") ? others : [])];
  specimens = await Promise.all(files.map((file) => specimenOf(file, parse(readFileSync(root + file, "utf8")))));
});

for (const key of keys.filter((candidate) => !aboutFiles.has(candidate) && isChosen(candidate))) {
  test(`what each target makes of ${key}`, async () => {
    const expressed = new Set(keyTable[key]?.expressed ?? []);
    const { changed, judged, tried, refused } = await behaviourOf(key, specimens, expressed);
    const unjudged = [...expressed].filter((target) => !judged.has(target));
    for (const target of tried === 0 ? expressed : [...changed, ...unjudged]) found.get(target)?.add(key);
    // A key that cannot be changed without an error is not ignored either.
    if (tried === 0) assert.ok(refused > 0, `nothing was tried: use ${key} in ${everything}`);
    else if (!isUpdating)
      assert.equal([...changed].sort(), [...expressed].filter((target) => judged.has(target)).sort());
  });
}

test.after(() => {
  if (isUpdating) for (const [target, expressed] of found) writeExpressed(target, expressed);
});

test.run();
