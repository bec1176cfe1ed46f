import { engines } from "../catalog/engine.ts";
import { nodeOf, type SpecNode } from "../spec/node.ts";
import type { Schema } from "../spec/schema.ts";

/** The names to which a string of the specification may lead, by section: `services`, `secrets` and so on. */
export type Names = ReadonlyMap<string, readonly string[]>;

/** Other values that the schema allows instead of a scalar, the most likely to compile first. */
export function alternativesTo(node: SpecNode, schema: Schema, names: Names): readonly SpecNode[] {
  return valuesBeside(node.content, schema, names)
    .filter((value) => value !== node.content && fits(value, schema))
    .map((value) => nodeOf(value, node.origin));
}

function valuesBeside(value: SpecNode["content"], schema: Schema, names: Names): readonly unknown[] {
  if (schema.enum) return schema.enum;
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value - 1, value * 2];
  return typeof value === "string" ? stringsBeside(value, names) : [];
}

function stringsBeside(value: string, names: Names): readonly string[] {
  const [, section = "", name = ""] = /^\$\{(\w+)\.([^}.]+)[^}]*\}$/.exec(value) ?? [];
  const others = (names.get(section) ?? []).map((other) => value.replace(`.${name}`, `.${other}`));
  // A name leads to something; another one has to lead somewhere too.
  const named = [...names.values()].filter((known) => known.includes(value)).flat();
  if (named.length > 0) return named;
  const isReference = value.includes("${");
  const numbers = isReference ? [] : [nextNumber(value, /\d+(?!.*\d)/s), nextNumber(value, /\d+/)];
  return [...numbers, ...others, `${value}x`, `x${value}`, `${value}/x`];
}

function nextNumber(value: string, which: RegExp): string {
  return value.replace(which, (digits) => String(Number(digits) + 1));
}

/** The engines of the catalogue other than one. */
export function enginesBeside(name: SpecNode): readonly SpecNode[] {
  const others = [...engines.keys()].filter((engine) => engine !== name.content);
  return others.map((engine) => nodeOf(engine, name.origin));
}

function fits(value: unknown, { pattern, minimum, maximum }: Schema): boolean {
  if (typeof value === "number") return value >= (minimum ?? value) && value <= (maximum ?? value);
  return typeof value !== "string" || pattern === undefined || new RegExp(pattern, "u").test(value);
}
