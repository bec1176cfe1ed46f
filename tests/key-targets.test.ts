// What targets express, the expressed.yaml in the folder of each, is derived again from what compiling does: each key is
// changed in a specification that has it, and the output of each target is looked at. npm run generate:keys writes it.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../compiler/compile.ts";
import { readSchema } from "../compiler/dev/files.ts";
import { keysOf, readColumns, readKeyTable, writeExpressed } from "../compiler/dev/key-table.ts";
import { keyTable } from "../compiler/spec/inexpressible.ts";
import { targets } from "../compiler/targets/index.ts";
import { isUpdating } from "./support/golden.ts";
import { behaviourOf, keysIn, type Specimen, specimenOf } from "./support/key-behaviour.ts";
import { isChosen } from "./support/only.ts";
import { root, sourceAt } from "./support/sources.ts";

const everything = "tests/golden/everything/platform.yaml";

/** Keys that say where things are read and written and not what is in them; other tests look at them. */
const aboutFiles = new Set(["spec.exclude", "spec.include", "spec.output", "spec.root", "spec.templates"]);

const keys = keysOf(readSchema());
const help = "Run: npm run generate:keys, and read the difference";

/** Keys that only planned targets use. They are errors, which tests/key-matrix.test.ts tries. */
const planned = new Set(
  Object.entries(keyTable)
    .filter(([, row]) => row.planned && !row.expressed)
    .map(([key]) => key),
);

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
  const files = [everything, ...(isChosen("every specification") ? others : [])];
  specimens = await Promise.all(files.map((file) => specimenOf(file, parse(readFileSync(root + file, "utf8")))));
});

test("the columns of targets name keys of the language, and no other", () => {
  const unknown = readColumns().flatMap(({ target, expressed, planned, inexpressible }) =>
    [...expressed, ...planned, ...Object.keys(inexpressible)]
      .filter((key) => !keys.includes(key))
      .map((key) => `${target}: ${key}`),
  );
  assert.equal(isUpdating ? [] : unknown, [], help);
});

test("the table that is built is that of the columns", () => {
  assert.equal(isUpdating ? {} : keyTable, isUpdating ? {} : readKeyTable(), "Run: npm run build");
});

test("every key concerns some target", () => {
  const idle = keys.filter((key) => Object.keys(keyTable[key] ?? {}).length === 0 && !aboutFiles.has(key));
  assert.equal(isUpdating ? [] : idle, [], help);
});

test("every key is used in the specification of everything", () => {
  const used = new Set(keysIn(specimens[0]?.value).map((use) => use.key));
  assert.equal(
    keys.filter((key) => !used.has(key) && !aboutFiles.has(key) && !planned.has(key)),
    [],
  );
});

for (const key of keys.filter(
  (candidate) => !aboutFiles.has(candidate) && isChosen(candidate) && !planned.has(candidate),
)) {
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

test("what a target cannot express is said where it is written", async () => {
  const { diagnostics } = await compile(sourceAt(everything), { verify: false });
  const reported = diagnostics.filter((diagnostic) => diagnostic.code.startsWith("target/l"));
  for (const [key, { inexpressible }] of Object.entries(keyTable)) {
    for (const [target, { reason }] of Object.entries(inexpressible ?? {})) {
      const isReported = reported.some(
        ({ message }) => message.startsWith(`Target '${target}' `) && message.includes(reason),
      );
      assert.ok(isReported, `${key} for ${target}`);
    }
  }
});

test("no target that exists has keys that are only planned", () => {
  const names = targets.map((target) => target.name);
  const late = Object.entries(keyTable).filter(([, row]) =>
    row.planned?.some((target) => names.some((name) => name === target)),
  );
  assert.equal(
    late.map(([key]) => key),
    [],
  );
});

test.after(() => {
  if (isUpdating) for (const [target, expressed] of found) writeExpressed(target, expressed);
  const pairs = Object.values(keyTable).reduce((sum, row) => sum + (row.planned?.length ?? 0), 0);
  process.stdout.write(`\n  ${pairs} pairs of key and target are still planned\n`);
});

test.run();
