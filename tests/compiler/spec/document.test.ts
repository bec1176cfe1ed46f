// What one would underline by hand is what is underlined.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Diagnostics } from "../../../compiler/diagnostics/diagnostics.ts";
import { locate, narrow, type SpecDocument } from "../../../compiler/spec/document.ts";
import { loadDocument } from "../../../compiler/spec/load.ts";
import { type SpecNode, textOf } from "../../../compiler/spec/node.ts";
import type { Half } from "../../../compiler/spec/origin.ts";
import type { SpecPath } from "../../../compiler/spec/path.ts";
import { marked } from "../../support/cursor.ts";
import { sourceOf } from "../../support/sources.ts";

function documentOf(text: string, files: Readonly<Record<string, string>> = {}): SpecDocument {
  const document = loadDocument(sourceOf(text, files), new Diagnostics());
  assert.ok(document, "the text is a specification");
  return document;
}

const places: readonly {
  readonly name: string;
  readonly text: string;
  readonly path: SpecPath;
  readonly half?: Half;
}[] = [
  { name: "a value", text: "a: ┆text┆\n", path: ["a"] },
  { name: "a key", text: "┆a┆: text\n", path: ["a"], half: "key" },
  { name: "a value in quotes, with them", text: 'a: ┆"a: b"┆ # c\n', path: ["a"] },
  { name: "a key in quotes", text: '┆"a b"┆: 1\n', path: ["a b"], half: "key" },
  { name: "a number as a key", text: "a: { ┆3000┆: x }\n", path: ["a", "3000"], half: "key" },
  { name: "an item", text: "a: [b, ┆c┆]\n", path: ["a", 1] },
  { name: "an item has no key: it stands for itself", text: "a: [b, ┆c┆]\n", path: ["a", 1], half: "key" },
  { name: "a map, from its first key on", text: "a:\n  ┆b: 1\n  c: 2\n┆", path: ["a"] },
  { name: "the key of a value that is missing", text: "┆a┆:\nb: 1\n", path: ["a"] },
  { name: "a value that is null in words", text: "a: ┆null┆\n", path: ["a"] },
  { name: "of what is not there, the key of what encloses it", text: "x: 1\n┆a┆:\n  b: 1\n", path: ["a", "c", "d"] },
  { name: "of what is below a value, the value, which is short for it", text: "a: ┆text┆\n", path: ["a", "b"] },
  { name: "of an item that is not there, the key of the list", text: "┆a┆: [b]\n", path: ["a", 3] },
  { name: "of nothing at all, the first word", text: "# c\n\n┆a┆: 1\n", path: ["b"] },
  { name: "of the root, the first word", text: "┆a┆: 1\nb: 2\n", path: [] },
  { name: "a key that every object has", text: "┆a┆: {}\n", path: ["a", "constructor"] },
];

for (const { name, text, path, half } of places) {
  test(`it points at ${name}`, () => {
    const { text: source, start, end } = marked(text);
    const found = locate(documentOf(source), path, half);
    assert.equal([found.start, found.end], [start, end], source.slice(found.start, found.end));
  });
}

test("it points into the file that has the value, or most of its path", () => {
  const document = documentOf("include: [b.yaml]\na: { x: 1 }\n", { "b.yaml": "a: { y: { z: 1 } }\n" });
  assert.is(locate(document, ["a", "x"]).file.path, "platform.yaml");
  assert.is(locate(document, ["a", "y", "z"]).file.path, "b.yaml");
  assert.is(locate(document, ["a", "y", "other"]).file.path, "b.yaml");
  // What both have a part of is in the entry file.
  assert.is(locate(document, ["a", "other"]).file.path, "platform.yaml");
});

test("a scalar is as it was written, whatever YAML makes of it", () => {
  const document = documentOf("a: 1.10\nb: 0x1F\nc: yes\nd: 'it''s'\ne: [1_0]\nf: {}\n");
  const written = (...path: SpecPath): string | undefined => {
    const node = path.reduce<SpecNode | undefined>((owner, key) => owner?.child(key), document.root);
    return node && textOf(node);
  };
  assert.equal([written("a"), written("b"), written("c"), written("d")], ["1.10", "0x1F", "yes", "it's"]);
  assert.is(written("e", 0), "1_0");
  assert.is(written("f"), undefined);
});

test("a part of a value is found in it, or else it is the whole of it", () => {
  const { text, start, end } = marked("a: x ┆${b.c}┆ y\n");
  const whole = locate(documentOf(text), ["a"]);
  const part = narrow(whole, "${b.c}");
  assert.equal([part.start, part.end], [start, end]);
  assert.is(narrow(whole, "nowhere"), whole);
});

test.run();
