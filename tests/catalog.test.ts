import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { catalog } from "../compiler/diagnostics/catalog/catalog.ts";
import { root } from "./support/sources.ts";

const codes = Object.keys(catalog).sort();
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

test("every code appears in a golden", () => {
  const goldens = fastGlob.sync(["tests/golden/*/expected/diagnostics.txt", "tests/cli/expected/*.json"], {
    cwd: root,
  });
  const said = new Set(goldens.flatMap((path) => read(path).match(/\b[a-z]+\/[a-z-]+\b/g) ?? []));
  assert.equal(
    codes.filter((code) => !said.has(code)),
    [],
  );
});

test("every code is named in the file of its stage or its target, and no code in two", () => {
  const files = fastGlob.sync(
    ["compiler/diagnostics/catalog/*.ts", "compiler/{kubernetes,targets/*}/diagnostics*.ts"],
    { cwd: root },
  );
  const declared = files.flatMap((path) =>
    [...read(path).matchAll(/^ {2}"([a-z]+\/[a-z-]+)": /gm)].map(([, code]) => code),
  );
  assert.equal(declared.sort(), codes);
});

for (const code of codes) {
  test(`${code} is explained in whole sentences`, () => {
    const { explanation } = catalog[code as keyof typeof catalog];
    const text = explanation.trim();
    assert.match(text, /^[A-Z`'{][\s\S]*[.`:)]$|^varai-gen /);
    assert.ok(text.length > 60, "it says no more than the message");
    assert.not.match(text, /\bplease\b|\bError:/i);
  });
}

test.run();
