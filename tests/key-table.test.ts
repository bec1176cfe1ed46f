// The table of keys and targets is complete and current. npm run thorough compares it with what compiling does.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../compiler/compile.ts";
import { readSchema } from "../compiler/dev/files.ts";
import { keysOf, readColumns, readKeyTable } from "../compiler/dev/key-table.ts";
import { keyTable } from "../compiler/spec/inexpressible.ts";
import { aboutFiles, keysIn } from "./support/key-behaviour.ts";
import { root, sourceAt } from "./support/sources.ts";

const everything = "tests/golden/everything/platform.yaml";
const keys = keysOf(readSchema());
const help = "Run: npm run generate:keys, and read the difference";

test("the columns of targets name keys of the language, and no other", () => {
  const unknown = readColumns().flatMap(({ target, expressed, inexpressible }) =>
    [...expressed, ...Object.keys(inexpressible)]
      .filter((key) => !keys.includes(key))
      .map((key) => `${target}: ${key}`),
  );
  assert.equal(unknown, [], help);
});

test("the table that is built is that of the columns", () => {
  assert.equal(keyTable, readKeyTable(), "Run: npm run build");
});

test("every key is used in the specification of everything", () => {
  const used = new Set(keysIn(parse(readFileSync(root + everything, "utf8"))).map((use) => use.key));
  assert.equal(
    keys.filter((key) => !used.has(key) && !aboutFiles.has(key)),
    [],
  );
});

test("every key concerns some target", () => {
  const idle = keys.filter((key) => Object.keys(keyTable[key] ?? {}).length === 0 && !aboutFiles.has(key));
  assert.equal(idle, [], help);
});

test("what a target cannot express is said where it is written", async () => {
  const { diagnostics } = await compile(sourceAt(everything), { verify: false });
  const reported = diagnostics.filter((diagnostic) => diagnostic.code.startsWith("target/l"));
  for (const [key, { inexpressible }] of Object.entries(keyTable)) {
    for (const [target, { reason, unless }] of Object.entries(inexpressible ?? {})) {
      const isReported = reported.some(
        ({ message }) => message.startsWith(`Target '${target}' `) && message.includes(reason),
      );
      // The specification of everything enables every target.
      assert.is(isReported, unless === undefined, `${key} for ${target}`);
    }
  }
});

test.run();
