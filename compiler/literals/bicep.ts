/** A Bicep expression: a parameter name, a call, or an interpolated string. */
export class BicepCode {
  readonly code: string;

  constructor(code: string) {
    this.code = code;
  }
}

/** A value that `printBicep` prints. */
export type BicepValue =
  | string
  | number
  | boolean
  | null
  | BicepCode
  | readonly BicepValue[]
  | { readonly [key: string]: BicepValue };

/** A string in single quotes; `${` is escaped (Bicep, Data types, Strings). */
export function quoteBicep(text: string): string {
  return `'${escapeBicep(text)}'`;
}

/** The escaped content of a string literal. */
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
 * Prints a value. Lists and objects have one line per entry; lines after the first one are indented by `indent` spaces. Bicep
 * has no fractional numbers, so these become `json('0.5')`.
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
        ([key, entry]) => `${bicepKey(key)}: ${printBicep(entry, inner)}`,
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (lines.length === 0) return `${open}${close}`;
  const margin = " ".repeat(inner);
  return `${open}\n${lines.map((line) => `${margin}${line}\n`).join("")}${" ".repeat(indent)}${close}`;
}

/** Words that would be values as a key without quotes. */
const literals: ReadonlySet<string> = new Set(["true", "false", "null"]);

/** Whether a key can stand without quotes, and be read after a dot, as the linter wants it. */
export function isBicepKey(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !literals.has(key);
}

/** A key of an object. */
export function bicepKey(key: string): string {
  return isBicepKey(key) ? key : quoteBicep(key);
}
