// A value of ENV, ARG or LABEL is what Docker makes of it.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { quoteDockerfile } from "../../../compiler/literals/dockerfile.ts";
import { anyText } from "../../support/texts.ts";
import { tries } from "../../support/thorough.ts";

test("Docker finds the value that was written", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      // No escape stands for a line break: whoever writes one has to refuse it, or to do without.
      fc.pre(!text.includes("\n"));
      const literal = quoteDockerfile(text);
      assert.is(decode(literal), text, literal);
      assert.not.match(literal, /\\$/, "the line would go on");
    }),
    { seed: 1, numRuns: tries(3000) },
  );
});

test("only what has to be is quoted", () => {
  assert.is(quoteDockerfile("1.2.3"), "1.2.3");
  assert.is(quoteDockerfile(""), '""');
  assert.is(quoteDockerfile("a b"), '"a b"');
  assert.is(quoteDockerfile('$HOME "x" \\'), '"\\$HOME \\"x\\" \\\\"');
});

/**
 * One word as Docker reads it: in double quotes a backslash escapes quotes, dollars and itself, and stays before
 * anything else; a dollar that is not escaped starts a variable (Dockerfile reference, Environment replacement).
 */
function decode(literal: string): string | undefined {
  if (!literal.startsWith('"')) return /[\s"'\\$#]/.test(literal) || literal === "" ? undefined : literal;
  let text = "";
  for (let i = 1; i < literal.length; i++) {
    const character = literal.charAt(i);
    if (character === '"') return i === literal.length - 1 ? text : undefined;
    if (character === "$") return undefined;
    const next = literal.charAt(i + 1);
    if (character === "\\" && ['"', "$", "\\"].includes(next)) text += literal.charAt(++i);
    else text += character;
  }
  return undefined;
}

test.run();
