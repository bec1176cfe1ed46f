/** A piece of Bicep that is no literal: the name of a parameter, a call, a text with something in it. */
export class BicepCode {
  readonly code: string;

  constructor(code: string) {
    this.code = code;
  }
}

/** What `printBicep` writes. */
export type BicepValue =
  | string
  | number
  | boolean
  | null
  | BicepCode
  | readonly BicepValue[]
  | { readonly [key: string]: BicepValue };

/** A text in single quotes, in which `${` would start an expression (Bicep, Data types, Strings). */
export function quoteBicep(text: string): string {
  return `'${escapeBicep(text)}'`;
}

/** What stands between the quotes. */
export function escapeBicep(text: string): string {
  return text.replaceAll(/\\|'|\$(?=\{)|[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/gu, (character) => {
    const short = shortEscapes[character];
    return short ?? `\\u{${character.charCodeAt(0).toString(16)}}`;
  });
}

const shortEscapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  $: "\\$",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/**
 * A value in which lists and objects have a line for each entry, those after the first one indented by `indent` spaces. A
 * number that is not whole is a text for `json()`: the language has no others.
 */
export function printBicep(value: BicepValue, indent = 0): string {
  if (value instanceof BicepCode) return value.code;
  if (typeof value === "string") return quoteBicep(value);
  if (typeof value === "number" && !Number.isInteger(value)) return `json('${value}')`;
  if (typeof value !== "object" || value === null) return String(value);
  const isList = Array.isArray(value);
  const inner = indent + 2;
  const lines = isList
    ? (value as readonly BicepValue[]).map((item) => printBicep(item, inner))
    : Object.entries(value as Readonly<Record<string, BicepValue>>).map(
        ([key, entry]) => `${propertyName(key)}: ${printBicep(entry, inner)}`,
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (lines.length === 0) return `${open}${close}`;
  const margin = " ".repeat(inner);
  return `${open}\n${lines.map((line) => `${margin}${line}\n`).join("")}${" ".repeat(indent)}${close}`;
}

/** Keys that are identifiers stand without quotes, as the linter wants it. */
function propertyName(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : quoteBicep(key);
}
