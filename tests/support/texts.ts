import fc from "fast-check";
import { hostileTexts } from "./hostile.ts";

/** Characters that some output language has a meaning for. */
const special = [..."${}%'\"\\`\n\r\t#:-!*&|>?@,[]~=.()<;/^+_ 0123456789xobeEyYnN\u0085\u2028\u00a0\ufeff"];

const piece = fc.oneof(
  fc.constantFrom(...hostileTexts.filter((text) => text.length < 100)),
  fc.constantFrom(...special),
  fc.string({ unit: fc.constantFrom(...special), maxLength: 6 }),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.string({ unit: "binary", maxLength: 3 }),
);

/** Any text that a specification may hold: without NUL and without half a pair of surrogates. */
export const anyText: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 5 })
  .map((pieces) => pieces.join(""))
  .filter((text) => !/\0|\p{Cs}/u.test(text));

/** Short texts of letters, digits and signs, among which are the numbers and words that YAML knows. */
export const shortText: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(..."0123456789abcdefABCDEFxXoO+-._:~/=,@%^ yYnNtTrRuUlLsSiI"),
  maxLength: 6,
});

/** The same texts in every run: all hostile ones, and some of each kind. */
export const sampleTexts: readonly string[] = [
  ...hostileTexts,
  ...fc.sample(anyText, { seed: 1, numRuns: 1500 }),
  ...fc.sample(shortText, { seed: 1, numRuns: 3000 }),
];
