import { type PortablePattern, portablePattern } from "./portable-pattern.ts";

/** The kind of a value that a program reads from a variable. */
export type ValueKind = "string" | "integer" | "number" | "boolean" | "duration" | "size" | "url" | "list" | "level";

/** What a value has to be, in terms that every language and the shell check alike. */
export interface ValueType {
  readonly kind: ValueKind;
  /** The only values; empty: there are others. */
  readonly choices: readonly string[];
  readonly pattern: PortablePattern | undefined;
  /** The smallest value in the unit of its kind: milliseconds, bytes, items of a list. Undefined: that of the kind. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Completes the sentence "X must be ...": `an integer from 1 to 500`. */
  readonly expected: string;
}

/** How a type is written: every key is optional. */
export interface TypeSource {
  readonly type?: ValueKind;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: string;
  readonly max?: string;
}

/** The largest number of any kind. Every language represents it exactly, as an integer and as a floating-point number. */
export const largest = 999_999_999_999_999;

/** Milliseconds of each unit of a duration. */
const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Bytes of each unit of a size (IEC 80000-13). */
const bytes: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  KB: 10 ** 3,
  MB: 10 ** 6,
  GB: 10 ** 9,
  TB: 10 ** 12,
};

/** The form of each kind, as a regular expression that every language and the shell read alike. */
export const forms: Readonly<Record<Exclude<ValueKind, "string" | "list">, string>> = {
  integer: "-?(0|[1-9][0-9]{0,14})",
  number: "-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9})?",
  boolean: "(true|false)",
  duration: "(0|[1-9][0-9]{0,5})(ms|s|m|h|d)",
  size: "(0|[1-9][0-9]{0,5})(Ki|Mi|Gi|Ti|KB|MB|GB|TB)",
  url: "[A-Za-z][A-Za-z0-9+.-]*://[^ /]+[^ ]*",
  level: "(debug|info|warn|warning|error|DEBUG|INFO|WARN|WARNING|ERROR)",
};

/** The smallest and the largest value of a kind, in its unit; undefined for kinds without an order. */
export function rangeOf(kind: ValueKind): { readonly min: number; readonly max: number } | undefined {
  switch (kind) {
    case "integer":
    case "number":
      return { min: -largest, max: largest };
    case "duration":
      // A hundred years: more overflows the durations of Go.
      return { min: 0, max: 36_500 * 86_400_000 };
    case "size":
    case "list":
      return { min: 0, max: largest };
    default:
      return undefined;
  }
}

/** The type of a value, from the keys of a setting. Parts that are wrong are left out; a rule reports them. */
export function typeOf(source: TypeSource): ValueType {
  const kind = source.type ?? "string";
  const choices = kind === "string" ? (source.enum ?? []) : [];
  const found = source.pattern === undefined || kind !== "string" ? undefined : portablePattern(source.pattern);
  const pattern = found?.problem === undefined ? found : undefined;
  const min = source.min === undefined ? undefined : amountOf(kind, source.min);
  const max = source.max === undefined ? undefined : amountOf(kind, source.max);
  const limits = limitsOf(kind, min === undefined ? undefined : source.min, max === undefined ? undefined : source.max);
  return { kind, choices, pattern, min, max, expected: expectedOf(kind, { choices, pattern, limits }) };
}

/** Whether a value is of a type. */
export function fits(type: ValueType, value: string): boolean {
  if (value === "") return false;
  const { kind, choices, pattern, min, max } = type;
  if (choices.length > 0) return choices.includes(value);
  if (kind === "string") return pattern === undefined || new RegExp(`^(?:${pattern.source})$`).test(value);
  const amount = amountOf(kind, value);
  const range = rangeOf(kind);
  if (!range) return kind !== "list" && new RegExp(`^${forms[kind]}$`).test(value);
  return amount !== undefined && amount >= (min ?? range.min) && amount <= (max ?? range.max);
}

/** A value in the unit of its kind; a limit of a list counts items. Undefined if it is not of the kind. */
function amountOf(kind: ValueKind, value: string): number | undefined {
  if (kind === "list") {
    if (/^[0-9]{1,3}$/.test(value)) return Number(value);
    const items = value.split(",").map((item) => item.trim());
    return items.includes("") ? undefined : items.length;
  }
  if (kind === "string" || !new RegExp(`^${forms[kind]}$`).test(value)) return undefined;
  const [, number = "", unit = ""] = /^(-?[0-9.]+)([A-Za-z]*)$/.exec(value) ?? [];
  if (kind === "integer" || kind === "number") return Number(value);
  if (kind === "duration") return Number(number) * (milliseconds[unit] ?? 1);
  return kind === "size" ? Number(number) * (bytes[unit] ?? 1) : undefined;
}

/** The type of values that are all alike, where none is stated: numbers and booleans are what they look like. */
export function inferredKind(values: readonly string[]): "integer" | "number" | "boolean" | undefined {
  if (values.length === 0) return undefined;
  return (["integer", "number", "boolean"] as const).find((kind) => {
    const form = new RegExp(`^${forms[kind]}$`);
    return values.every((value) => form.test(value));
  });
}

const articles: Readonly<Record<Exclude<ValueKind, "list">, string>> = {
  string: "a string",
  integer: "an integer",
  number: "a number",
  boolean: "true or false",
  duration: "a duration such as 500ms, 30s or 5m",
  size: "a size such as 10Mi or 300MB",
  url: "a URL",
  level: "debug, info, warn or error",
};

interface Parts {
  readonly choices: readonly string[];
  readonly pattern: PortablePattern | undefined;
  readonly limits: string;
}

function expectedOf(kind: ValueKind, { choices, pattern, limits }: Parts): string {
  if (choices.length > 0) return choices.length === 1 ? String(choices[0]) : `one of ${choices.join(", ")}`;
  if (pattern) return `a string that matches ${pattern.source}`;
  if (kind === "list") return `a list${limits === "" ? "" : `${limits} items,`} with commas between the items`;
  return `${articles[kind]}${limits}`;
}

/** ` from 1 to 500`, `, at most 5m` or, for a list, ` of at least 1`. */
function limitsOf(kind: ValueKind, min: string | undefined, max: string | undefined): string {
  if (min === undefined && max === undefined) return "";
  const start = { list: " of", duration: ",", size: "," }[kind as string] ?? "";
  if (min !== undefined && max !== undefined) return `${start}${kind === "list" ? "" : " from"} ${min} to ${max}`;
  const of = start === "" ? " of" : start;
  return min !== undefined ? `${of} at least ${min}` : `${of} at most ${max}`;
}
