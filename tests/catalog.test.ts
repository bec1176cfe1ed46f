import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { exampleOf as goldenExampleOf } from "../compiler/cli/commands/explain.ts";
import { compile } from "../compiler/compile.ts";
import { type Code, catalog } from "../compiler/diagnostics/catalog/catalog.ts";
import { root, sourceOf } from "./support/sources.ts";

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

test("every code is explained with an example of a golden", () => {
  const without = codes.filter((code) => goldenExampleOf(code as Code) === undefined);
  assert.equal(without, []);
});

for (const code of codes) {
  test(`${code} is explained in whole sentences`, () => {
    const text = proseOf(code);
    assert.match(text, /^[A-Z`'{][\s\S]*[.`:)]$|^varai-gen /);
    assert.ok(text.length > 60, "the explanation adds nothing to the message");
    assert.not.match(text, /\bplease\b|\bError:/i);
  });

  const example = exampleOf(code);
  if (example === undefined || example.startsWith("version:")) continue;
  test(`the example of ${code} is right`, async () => {
    const { diagnostics } = await compile(sourceOf(completed(example)), { verify: false });
    assert.equal(
      diagnostics.filter((one) => one.code === code || one.severity === "error").map((one) => one.message),
      [],
    );
  });
}

/** An explanation without its example. */
function proseOf(code: string): string {
  const { explanation } = catalog[code as keyof typeof catalog];
  return explanation.replace(/^ {4}.*\n?/gm, "").trim();
}

/** The example of an explanation, which is indented by four spaces: a part of a specification or of a lock file. */
function exampleOf(code: string): string | undefined {
  const { explanation } = catalog[code as keyof typeof catalog];
  const lines = explanation.split("\n").filter((line) => line.startsWith("    "));
  return lines.length === 0 ? undefined : lines.map((line) => `${line.slice(4)}\n`).join("");
}

/** An example with the keys that every specification needs. */
function completed(example: string): string {
  const keys = {
    platform: "{ name: shop, description: Sells things., registry: registry.example/shop }",
    environments: "{ dev: { tier: development }, prod: { tier: production } }",
    services: "{ api: { runtime: node@20, start: node server.js, port: 3000 } }",
  };
  const missing = Object.entries(keys).filter(([key]) => !new RegExp(`^${key}:`, "m").test(example));
  return example + missing.map(([key, value]) => `${key}: ${value}\n`).join("");
}

test.run();
