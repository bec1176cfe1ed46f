// Globs of people's files: what they match, and that no text in them is an error.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { escapeExpression, globExpression } from "../../../compiler/source/glob.ts";

const cases: readonly (readonly [pattern: string, matching: readonly string[], other: readonly string[]])[] = [
  ["a.b", ["a.b"], ["aab", "a.b/c"]],
  ["./a/", ["a"], ["./a/", "b"]],
  ["*.md", ["a.md", ".md"], ["a/b.md", "a.mdx"]],
  ["a?", ["ab"], ["a", "a/", "abc"]],
  ["packages/*", ["packages/a"], ["packages", "packages/a/b"]],
  ["packages/**", ["packages/a", "packages/a/b"], ["packages"]],
  ["**/a", ["a", "b/a", "c/b/a"], ["ba"]],
  ["[a-c]x", ["ax", "cx"], ["dx", "[a-c]x"]],
  ["[!a]x", ["bx"], ["ax"]],
  ["[^a]x", ["bx"], ["ax"]],
  ["[z-a]", ["[z-a]"], ["b"]],
  ["[", ["["], [""]],
  ["[]", ["[]"], ["x"]],
  ["a(b|c)+{d}$", ["a(b|c)+{d}$"], ["ab", "acd"]],
];

for (const [pattern, matching, other] of cases) {
  test(`${pattern} matches ${matching.join(", ")}`, () => {
    const expression = globExpression(pattern);
    for (const path of matching) assert.ok(expression.test(path), path);
    for (const path of other) assert.not.ok(expression.test(path), path);
  });
}

test("any text is a pattern, and matches itself when escaped", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."[]!^-\\*?./(){}|+$ab") }), (text) => {
      globExpression(text);
      assert.match(text, new RegExp(`^${escapeExpression(text)}$`));
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("repeated wildcards are one, because many would take long to match", () => {
  assert.equal(globExpression(`${"*".repeat(40)}b`), globExpression("**b"));
  assert.equal(globExpression(`${"**/".repeat(40)}b`), globExpression("**/b"));
});

test.run();
