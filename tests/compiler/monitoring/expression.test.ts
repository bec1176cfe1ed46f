// Long expressions are broken at operators, and only there.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { broken } from "../../../compiler/monitoring/expression.ts";

const long = "x".repeat(150);

const cases: readonly (readonly [expression: string, lines: string])[] = [
  ["a / b", "a / b"],
  [`${long} / b`, `${long}\n/ b`],
  [`(a > 1 and ${long} > 2) or b`, `(a > 1\n  and ${long} > 2)\nor b`],
  // Strings and nested parentheses stay whole.
  [`a{name="this or that"} or ${long}`, `a{name="this or that"}\nor ${long}`],
  [`a{name="\\" or "} and ${long}`, `a{name="\\" or "}\nand ${long}`],
  [`sum((a / b) or c) > ${long}`, `sum((a / b)\n  or c) > ${long}`],
  // The lines of the specification are its own.
  [`a or\n${long} or b`, `a or\n${long} or b`],
];

for (const [expression, lines] of cases) {
  test(expression.slice(0, 40), () => {
    assert.is(broken(expression), lines);
  });
}

test("breaking changes nothing but spaces", () => {
  for (const [expression] of cases) {
    assert.is(broken(expression).replaceAll(/\s+/g, " "), expression.replaceAll(/\s+/g, " "));
  }
});

test.run();
