// What the help of a finding suggests is accepted where the help puts it, and its keys are named by their full paths.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Document, parse, parseDocument } from "yaml";
import { Diagnostics } from "../compiler/diagnostics/diagnostics.ts";
import { loadDocument } from "../compiler/spec/load.ts";
import { rootSchema } from "../compiler/spec/schema.ts";
import { shorthands } from "../compiler/spec/shorthands.ts";
import { validate } from "../compiler/spec/validate.ts";
import { root, sourceOf } from "./support/sources.ts";

const topKeys = new Set(Object.keys(rootSchema.properties ?? {}));

/** `'services.api.scale' to 1`: a key and the value to write there. Words such as `another port` are no value. */
const assignment =
  /'([a-z]\w*(?:\.[\w-]+)+)' to (?!(?:a|an|another|one|the|mount)\b)(\{(?:[^{}]|\{[^{}]*\})*\}|\[[^\]]*\]|"[^"]*"|[\w/@:-]+(?:\.[\w/@:-]+)*)/g;

interface Suggestion {
  readonly file: string;
  readonly code: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

const goldens = fastGlob.sync("tests/golden/*/expected/diagnostics.txt", { cwd: root }).sort();
const suggestions: Suggestion[] = [];
for (const golden of goldens) {
  const file = golden.replace("expected/diagnostics.txt", "platform.yaml");
  const printed = readFileSync(root + golden, "utf8");
  let code = "";
  for (const line of printed.split("\n")) {
    code = /^\S+ (?:error|warning|note) (\S+)$/.exec(line)?.[1] ?? code;
    if (!line.startsWith("  help: ")) continue;
    for (const [, path = "", value = ""] of line.matchAll(assignment)) {
      suggestions.push({ file, code, path: path.split("."), value: parse(value) });
    }
  }
}

/** The mistakes in the shape of a specification. */
function shapeErrors(text: string): readonly string[] {
  const diagnostics = new Diagnostics();
  const document = loadDocument(sourceOf(text), diagnostics);
  if (document) validate(document, diagnostics);
  const found = diagnostics.sorted();
  return found.filter(({ code }) => code.startsWith("schema/")).map(({ code, message }) => `${code} ${message}`);
}

/** Replaces a short form at a path by its long form, in which a user sets one of its keys. */
function writeOut(document: Document, path: readonly string[]): void {
  const value = document.getIn(path);
  if (!["boolean", "number", "string"].includes(typeof value)) return;
  const [owner, key] = [path.at(-2), path.at(-1)];
  const shorthand = [`${owner}.${key}`, `${owner}.*`, `${key}`].map((name) => shorthands[name]).find((one) => one);
  if (shorthand) document.setIn(path, document.createNode(shorthand(value, String(value))));
}

test("goldens show suggestions with values", () => {
  assert.ok(suggestions.length > 20, `${suggestions.length} suggestions`);
});

for (const { file, code, path, value } of suggestions) {
  test(`${code} in ${file}: ${path.join(".")} can be ${JSON.stringify(value)}`, () => {
    assert.ok(topKeys.has(path[0] ?? ""), `'${path.join(".")}' is no full path`);
    const text = readFileSync(root + file, "utf8");
    const document = parseDocument(text);
    for (const depth of path.keys()) writeOut(document, path.slice(0, depth));
    document.setIn(path, document.createNode(value));
    const before = shapeErrors(text);
    assert.equal(
      shapeErrors(String(document)).filter((error) => !before.includes(error)),
      [],
    );
  });
}

test.run();
