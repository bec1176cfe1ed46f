import { createHash } from "node:crypto";

/** A value of a template. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** An object of a template. */
export type Values = { readonly [key: string]: Value };

/** A function without effects: its arguments are evaluated before. */
type Pure = (...args: readonly Value[]) => Value;

/** Characters that look like those of `uniqueString()`, which Azure computes in another way. */
export function unique(...parts: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return [...hash.slice(0, 13)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("");
}

/** The functions that the output uses and that depend on nothing else. */
export const pure: Readonly<Record<string, Pure>> = {
  and: (...all) => all.every((one) => one === true),
  coalesce: (...all) => all.find((one) => one !== null) ?? null,
  concat: (...all) => (typeof all[0] === "string" ? all.map(textOf).join("") : all.flatMap(listOf)),
  contains: (where, what) =>
    typeof where === "string"
      ? where.includes(textOf(what))
      : Array.isArray(where)
        ? where.includes(what)
        : textOf(what) in objectOf(where),
  createArray: (...all) => all,
  createObject: (...all) =>
    Object.fromEntries(
      all.flatMap((name, index) => (index % 2 === 0 ? [[textOf(name), all[index + 1] ?? null] as const] : [])),
    ),
  empty: (value) =>
    value === null || value === "" || (typeof value === "object" && Object.keys(value as object).length === 0),
  equals: (a, b) =>
    typeof a === "string" && typeof b === "string"
      ? a.toLowerCase() === b.toLowerCase()
      : JSON.stringify(a) === JSON.stringify(b),
  fail: (message) => {
    throw new Error(textOf(message));
  },
  false: () => false,
  format: (pattern, ...all) =>
    textOf(pattern).replaceAll(/\{(\d+)\}/g, (_, index: string) => printed(all[Number(index)])),
  greater: (a, b) => numberOf(a) > numberOf(b),
  guid: (...all) => createHash("sha256").update(all.map(textOf).join("|").toLowerCase()).digest("hex").slice(0, 32),
  join: (list, by) => listOf(list).map(printed).join(textOf(by)),
  json: (text) => JSON.parse(textOf(text)) as Value,
  length: (value) => (typeof value === "string" ? value.length : Object.keys(value as object).length),
  not: (value) => value !== true,
  null: () => null,
  or: (...all) => all.some((one) => one === true),
  range: (start, count) => Array.from({ length: numberOf(count) }, (_, index) => numberOf(start) + index),
  replace: (text, from, to) => textOf(text).replaceAll(textOf(from), textOf(to)),
  split: (text, by) => textOf(text).split(textOf(by)),
  string: (value) => (typeof value === "string" ? value : JSON.stringify(value)),
  take: (value, count) =>
    typeof value === "string" ? value.slice(0, numberOf(count)) : listOf(value).slice(0, numberOf(count)),
  toLower: (text) => textOf(text).toLowerCase(),
  true: () => true,
  tryGet: (value, ...path) => path.reduce<Value>((inner, name) => memberOf(inner, name), value),
  uniqueString: (...all) => unique(...all.map(textOf)),
  uriComponent: (text) => encodeURIComponent(textOf(text)),
};

function memberOf(value: Value, name: Value): Value {
  if (typeof value !== "object" || value === null) return null;
  return (value as Values)[String(name)] ?? null;
}

/** A string, or an error: ARM converts nothing. */
export function textOf(value: Value | undefined): string {
  if (typeof value !== "string") throw new Error(`${JSON.stringify(value)} is not a string`);
  return value;
}

function printed(value: Value | undefined): string {
  if (value === undefined) throw new Error("an argument of format() is missing");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A number, or an error. */
export function numberOf(value: Value | undefined): number {
  if (typeof value !== "number") throw new Error(`${JSON.stringify(value)} is not a number`);
  return value;
}

/** A list, or an error. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is not a list`);
  return value;
}

/** An object, or an error. */
export function objectOf(value: Value | undefined): Values {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`${JSON.stringify(value)} is not an object`);
  }
  return value as Values;
}
