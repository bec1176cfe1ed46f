// A value of a .env file is what Compose makes of it, and no more than one line's worth.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { quoteDotenv } from "../../../compiler/literals/dotenv.ts";
import { anyText } from "../../support/texts.ts";
import { tries } from "../../support/thorough.ts";

test("Compose finds the value that was written", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const literal = quoteDotenv(text);
      assert.is(decode(literal), text, literal);
    }),
    { seed: 1, numRuns: tries(3000) },
  );
});

test("only what has to be is quoted, without expansion where that is possible", () => {
  assert.is(quoteDotenv(""), "");
  assert.is(quoteDotenv("./secrets"), "./secrets");
  assert.is(quoteDotenv("a $b #c"), "'a $b #c'");
  assert.is(quoteDotenv("it's"), '"it\'s"');
  // A backslash before the quote at the end would make that quote a part of the value.
  assert.is(quoteDotenv("C:\\"), '"C:\\\\"');
});

/** What stands after the `=`, as Compose reads it (compose-go, dotenv/parser.go); undefined if it would not end there. */
function decode(literal: string): string | undefined {
  const quote = literal.charAt(0);
  if (quote !== "'" && quote !== '"') {
    const isWhole = literal === literal.trimEnd() && !/\n| #|\$/.test(literal);
    return isWhole ? literal : undefined;
  }
  const [, inner] = /^.((?:\\.|[^\\])*).$/s.exec(literal) ?? [];
  const last = literal.charAt(literal.length - 1);
  if (inner === undefined || last !== quote || hasBareQuote(inner, quote)) return undefined;
  const unescaped = inner.replaceAll(`\\${quote}`, quote);
  return quote === "'" ? unescaped : expand(inner);
}

/** Whether the value would end before its last character. */
function hasBareQuote(inner: string, quote: string): boolean {
  return inner.replaceAll(/\\./gs, "").includes(quote);
}

/** In double quotes some letters after a backslash are escapes, and a dollar starts a variable unless it is escaped. */
function expand(inner: string): string | undefined {
  const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  if (/(?<!\\)(?:\\\\)*\$/.test(inner)) return undefined;
  return inner.replaceAll(/\\(.)/gs, (whole, letter: string) =>
    ['"', "$", "\\"].includes(letter) ? letter : (escapes[letter] ?? whole),
  );
}

test.run();
