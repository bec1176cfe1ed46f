// Every reader of YAML finds the text that was written, in both versions of the language, and so does every one of JSON.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { blockOrQuoted, quoteDouble, quoteFolded, quoteList, quoteYaml } from "../../../compiler/literals/yaml.ts";
import { printYaml } from "../../../compiler/literals/yaml-document.ts";
import { readWithPython } from "../../support/pyyaml.ts";
import { anyText, sampleTexts, shortText } from "../../support/texts.ts";
import { sampled, tries } from "../../support/thorough.ts";

/** Where a scalar can stand: as a value, as a key, as an item, below others. */
const places: Readonly<Record<string, { readonly write: (text: string) => string; readonly read: unknown[] }>> = {
  value: { write: (text) => `a:\n  b: ${quoteYaml(text)}\nc: 1\n`, read: ["a", "b"] },
  item: { write: (text) => `a:\n  - ${quoteYaml(text)}\n  - c\n`, read: ["a", 0] },
  "value in double quotes": { write: (text) => `a: ${quoteDouble(text)} # b\n`, read: ["a"] },
  "item of a list on one line": { write: (text) => `a: ${quoteList(["x", text])}\n`, read: ["a", 1] },
  block: { write: (text) => `a:\n  - ${blockOrQuoted(text, 4)}\n  - c\n`, read: ["a", 0] },
};

/** How many strings each property is tried with. */
const runs = tries(1500);

for (const [place, { write, read }] of Object.entries(places)) {
  test(`a text is the same when it is read again: ${place}`, () => {
    fc.assert(
      fc.property(fc.oneof(anyText, shortText), (text) => {
        for (const version of ["1.1", "1.2"] as const) {
          // The grammar of 1.1 has a number without digits; no reader but this one takes a lone dot for it.
          if (text === "." && version === "1.1") continue;
          assert.is(valueAt(parse(write(text), { version, strict: true }), read), text);
        }
      }),
      { seed: 1, numRuns: runs },
    );
  });
}

test("a long text is the same when it is read again, from lines that are not", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, shortText), { minLength: 20, maxLength: 60 }), (words) => {
      const text = words.join(" ");
      for (const version of ["1.1", "1.2"] as const) {
        assert.is(parse(`a:\n  b: ${quoteFolded(text, 4)}\nc: 1\n`, { version, strict: true }).a.b, text);
      }
    }),
    { seed: 1, numRuns: tries(450) },
  );
  const text = "some words ".repeat(40).trim();
  const lines = printYaml({ metadata: { annotations: { about: text }, list: [text, "short"] } }).split("\n");
  assert.ok(lines.length > 8 && lines.every((line) => line.length <= 132), lines.join("\n"));
});

test("a key is the same when it is read again", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, shortText), (text) => {
      // The key of a map on one line has at most 1024 characters (YAML 1.2, 7.4.2).
      fc.pre(text.length < 500 && text !== ".");
      for (const version of ["1.1", "1.2"] as const) {
        const value = parse(`a:\n  ${quoteYaml(text)}:\n    b: 1\n`, { version, mapAsMap: true });
        assert.equal([...value.get("a").keys()], [text]);
      }
    }),
    { seed: 1, numRuns: runs },
  );
});

test("PyYAML finds the same texts in all of these places", () => {
  const texts = sampled(sampleTexts, 10).filter((text) => !text.includes("\0"));
  const documents = texts.flatMap((text) => Object.values(places).map(({ write, read }) => ({ text, write, read })));
  const readings = readWithPython(documents.map(({ text, write }) => write(text)));
  for (const [index, reading] of (readings ?? []).entries()) {
    const { text = "", read = [], write } = documents[index] ?? {};
    if ("problem" in reading) assert.unreachable(`${reading.problem}\n${write?.(text)}`);
    else assert.is(valueAt(reading.value[0], read), text, write?.(text));
  }
});

test("JSON reads what is in double quotes, and lists of it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.is(JSON.parse(quoteDouble(text)), text);
      assert.equal(JSON.parse(quoteList(["", text, "x"])), ["", text, "x"]);
    }),
    { seed: 1, numRuns: runs },
  );
});

test("what is no text stands as it is", () => {
  assert.is(quoteYaml(8080), "8080");
  assert.is(quoteYaml(true), "true");
});

const quoting: Readonly<Record<string, readonly string[]>> = {
  plain: ["web", "A sentence, with 2 words", "/run/secrets/key", "./a", "a:b", "nginx:1.27", "30s", "5g-core", "C@x"],
  quoted: ["", " a", "a ", "yes", "No", "ON", "y", "null", "~", "1", "1.5", "1e3", "0xA", "0o7", "a: b", "a #b", "- a"],
};

for (const [kind, texts] of Object.entries(quoting)) {
  test(`these are ${kind}`, () => {
    for (const text of texts) assert.is(quoteYaml(text), kind === "plain" ? text : quoteDouble(text));
  });
}

test("a script reads as one, and what a block would change does not stand in one", () => {
  assert.is(blockOrQuoted("set -e\n\n  id\nexit", 4), "|-\n    set -e\n\n      id\n    exit");
  for (const text of ["one line", "a\nb\n", "\na\nb", " a\nb", "a \nb", "a\nb ", "a\n\tb", "a\nb\r", "é\nb"]) {
    assert.is(blockOrQuoted(text, 4), quoteDouble(text), JSON.stringify(text));
  }
});

function valueAt(value: unknown, path: readonly unknown[]): unknown {
  return path.reduce((owner, key) => (owner as Record<string, unknown> | undefined)?.[String(key)], value);
}

test.run();
