// Bicep finds the texts that were written, wherever they stand, and no expression in them.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { BicepCode, escapeBicep, printBicep, quoteBicep } from "../../../compiler/literals/bicep.ts";
import { anyText } from "../../support/texts.ts";
import { tries } from "../../support/thorough.ts";

const runs = { seed: 1, numRuns: tries(3000) };

test("a text in quotes is the text that was written", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.is(readString(quoteBicep(text)), text);
    }),
    runs,
  );
});

test("a text beside expressions is the same, whatever it ends or starts with", () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const string = `'${escapeBicep(before)}\${name}${escapeBicep(after)}'`;
      assert.is(readString(string, { name: "<name>" }), `${before}<name>${after}`);
    }),
    runs,
  );
});

test("a text stays on its line", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.not.match(quoteBicep(text), /[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u);
    }),
    runs,
  );
});

test("lists and objects have a line for each entry, and keys without quotes where they can", () => {
  const value = {
    name: "it's ${x}",
    "odata.type": "a\\b",
    "0": true,
    empty: {},
    none: [],
    list: [1, 0.25, null, new BicepCode("location")],
  };
  const lines = [
    "{",
    "    '0': true",
    "    name: 'it\\'s \\${x}'",
    "    'odata.type': 'a\\\\b'",
    "    empty: {}",
    "    none: []",
    "    list: [",
    "      1",
    "      json('0.25')",
    "      null",
    "      location",
    "    ]",
    "  }",
  ];
  assert.is(printBicep(value, 2), lines.join("\n"));
});

test("what needs no escape has none", () => {
  assert.is(quoteBicep('$5, $x, {y}, "z" and é 🚀'), "'$5, $x, {y}, \"z\" and é 🚀'");
  assert.is(quoteBicep("a\nb\tc\r$${d}"), "'a\\nb\\tc\\r$\\${d}'");
});

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\", "'": "'", $: "$" };

/** Reads a string as Bicep's lexer does: escapes, `\u{...}`, and `${name}`, which is looked up. */
function readString(literal: string, names: Readonly<Record<string, string>> = {}): string {
  assert.is(literal.at(0), "'");
  let text = "";
  let at = 1;
  while (literal[at] !== "'") {
    const rest = literal.slice(at);
    const [whole, code, short, name] = /^(?:\\u\{([0-9a-f]+)\}|\\([nrt\\'$])|\$\{(\w+)\})/.exec(rest) ?? [];
    assert.ok(at < literal.length, `it does not end: ${literal}`);
    assert.ok(whole !== undefined || !/^(\\|\$\{)/.test(rest), `no escape: ${rest}`);
    if (code !== undefined) text += String.fromCodePoint(Number.parseInt(code, 16));
    else if (short !== undefined) text += escapes[short] ?? "";
    else if (name !== undefined) text += names[name] ?? assert.unreachable(`nothing is called ${name}`);
    else text += literal[at];
    at += whole?.length ?? 1;
  }
  assert.is(at, literal.length - 1);
  return text;
}

test.run();
