// The table of keys and targets, schema/key-targets.yaml, is derived again from what compiling does: each key is changed
// in a specification that has it, and the output of each target is looked at.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../compiler/compile.ts";
import { readSchema } from "../compiler/dev/files.ts";
import { keyTable } from "../compiler/spec/inexpressible.ts";
import { targets } from "../compiler/targets/index.ts";
import { behaviourOf, keysIn, type Specimen, specimenOf } from "./support/key-behaviour.ts";
import { root, sourceAt } from "./support/sources.ts";

const everything = "tests/golden/everything/platform.yaml";

/** Keys that say where things are read and written and not what is in them; other tests look at them. */
const aboutFiles = new Set(["spec.include", "spec.output", "spec.templates"]);

const keys = keysOfSchema();
let specimens: readonly Specimen[] = [];

test.before(async () => {
  const files = [everything, "spec/platform.yaml", ...fastGlob.sync("examples/*/platform.yaml", { cwd: root }).sort()];
  specimens = await Promise.all(files.map((file) => specimenOf(file, parse(readFileSync(root + file, "utf8")))));
});

test("the table has every key of the language, and no other", () => {
  assert.equal(Object.keys(keyTable).sort(), [...keys].sort());
});

test("every key is used in the specification of everything", () => {
  const used = new Set(keysIn(specimens[0]?.value).map((use) => use.key));
  assert.equal(
    keys.filter((key) => !used.has(key) && !aboutFiles.has(key)),
    [],
  );
});

for (const key of keys.filter((candidate) => !aboutFiles.has(candidate))) {
  test(`what each target makes of ${key}`, async () => {
    const expressed = new Set(keyTable[key]?.expressed ?? []);
    const { changed, judged, tried, refused } = await behaviourOf(key, specimens, expressed);
    // A key that cannot be changed without an error is not ignored either.
    if (tried === 0) assert.ok(refused > 0, "nothing was tried");
    else assert.equal([...changed].sort(), [...expressed].filter((target) => judged.has(target)).sort());
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
  const planned = Object.values(keyTable).reduce((sum, row) => sum + (row.planned?.length ?? 0), 0);
  process.stdout.write(`\n  ${planned} pairs of key and target are still planned\n`);
});

function keysOfSchema(): readonly string[] {
  const schema = readSchema();
  const of = (owner: string, properties: object | undefined): readonly string[] =>
    Object.keys(properties ?? {}).map((key) => `${owner}.${key}`);
  const definitions = Object.entries(schema.definitions ?? {});
  return [...of("spec", schema.properties), ...definitions.flatMap(([name, { properties }]) => of(name, properties))];
}

test.run();
