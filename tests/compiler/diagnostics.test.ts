// Suggestions for misspelt names, places as people count them, and findings that are collected.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Diagnostics } from "../../compiler/diagnostics/diagnostics.ts";
import { editDistance, nearest } from "../../compiler/diagnostics/suggest.ts";
import { lineText, positionAt } from "../../compiler/source/source-file.ts";

const distances: readonly (readonly [string, string, number])[] = [
  ["", "", 0],
  ["", "abc", 3],
  ["abc", "abc", 0],
  ["abc", "abd", 1],
  ["abc", "ac", 1],
  ["abc", "acb", 1],
  ["abcd", "badc", 2],
  ["kitten", "sitting", 3],
];

for (const [a, b, distance] of distances) {
  test(`from '${a}' to '${b}' it takes ${distance} edits, and as many back`, () => {
    assert.is(editDistance(a, b), distance);
    assert.is(editDistance(b, a), distance);
  });
}

test("a limit does not change distances up to it", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });
  fc.assert(
    fc.property(letters, letters, fc.integer({ min: 0, max: 9 }), (a, b, limit) => {
      const distance = editDistance(a, b);
      const limited = editDistance(a, b, limit);
      assert.ok(limited === distance || (distance > limit && limited > limit), `${a} ${b} ${limit}`);
    }),
  );
});

const known = ["services", "service", "secrets", "scale", "scan", "port", "ports", "DATABASE_URL"];
const suggestions: readonly (readonly [string, string | undefined])[] = [
  ["servces", "services"],
  ["prot", "port"],
  ["Port", "port"],
  ["scal", "scale"],
  ["database_url", "DATABASE_URL"],
  // Two are equally near: the first in the alphabet.
  ["portx", "port"],
  ["scae", "scale"],
  ["kubernetes", undefined],
  ["x", undefined],
  ["", undefined],
];

for (const [name, suggestion] of suggestions) {
  test(`'${name}' ${suggestion === undefined ? "is like nothing that is known" : `stands for '${suggestion}'`}`, () => {
    assert.is(nearest(name, known), suggestion);
    assert.is(nearest(name, known.toReversed()), suggestion, "the order of what is known does not matter");
  });
}

test("a name that is not misspelt is its own suggestion", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (name, others) => {
      const suggestion = nearest(name, [...others, name]);
      assert.is(suggestion?.toLowerCase(), name.toLowerCase());
    }),
    { seed: 1 },
  );
});

test("a place counts lines and columns from 1, in UTF-16 units, as editors do", () => {
  const file = { path: "a", text: "ab\n\n🚀c\r\nd" };
  const positions = [0, 1, 2, 3, 4, 6, 9, 10, 99].map((offset) => positionAt(file, offset));
  const wanted = [
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1],
    [3, 1],
    [3, 3],
    [4, 1],
    [4, 2],
    [4, 2],
  ];
  assert.equal(
    positions.map(({ line, column }) => [line, column]),
    wanted,
  );
  assert.equal(
    [1, 2, 3, 4, 5].map((line) => lineText(file, line)),
    ["ab", "", "🚀c", "d", ""],
  );
});

test("findings are sorted by place, and the same one counts once", () => {
  const diagnostics = new Diagnostics();
  const file = { path: "b.yaml", text: "0123456789" };
  const at = (start: number, path = "b.yaml") => ({ file: { ...file, path }, start, end: start + 1 });
  diagnostics.report("yaml/tab", at(5), { lines: 1 });
  diagnostics.report("yaml/empty", undefined, {});
  diagnostics.report("yaml/tab", at(1), { lines: 1 });
  diagnostics.report("yaml/empty", at(1), {});
  diagnostics.report("yaml/tab", at(7, "a.yaml"), { lines: 1 });
  diagnostics.report("yaml/tab", at(5), { lines: 1 });
  const found = diagnostics.sorted().map(({ code, location }) => [location?.file.path, location?.start, code]);
  assert.equal(found, [
    ["a.yaml", 7, "yaml/tab"],
    ["b.yaml", 1, "yaml/empty"],
    ["b.yaml", 1, "yaml/tab"],
    ["b.yaml", 5, "yaml/tab"],
    [undefined, undefined, "yaml/empty"],
  ]);
  assert.ok(diagnostics.hasErrors);
});

test.run();
