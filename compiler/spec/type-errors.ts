import type { Diagnostics, Extras } from "../diagnostics/diagnostics.ts";
import { locate, type SpecDocument } from "./document.ts";
import { adviceForList } from "./foreign-words.ts";
import { formatPath, type SpecPath } from "./path.ts";
import { resolve, type Schema } from "./schema.ts";
import { reportMissingSpace } from "./syntax-errors.ts";

/** A value of the wrong type, and the schema of all types that it can have. */
export interface TypeError {
  readonly path: SpecPath;
  readonly value: unknown;
  readonly schema: Schema;
}

/** Reports a value of the wrong type, with the correct string if there is one. */
export function reportType(document: SpecDocument, { path, value, schema }: TypeError, diagnostics: Diagnostics): void {
  const key = String(path.at(-1));
  const foreign = Array.isArray(value) ? adviceForList(key) : undefined;
  if (foreign) {
    const owner = formatPath(path.slice(0, -1));
    diagnostics.report("schema/foreign-word", locate(document, path, "key"), { word: key, owner, advice: foreign });
    return;
  }
  const place = locate(document, path);
  const isPair = typeof value === "string" && /^[A-Za-z_][\w-]*:\S+$/.test(value);
  const alternatives = (schema.anyOf ?? [schema]).map((alternative) => resolve(alternative).schema);
  const names = alternatives.map(({ type }) => typeNames[type ?? ""]).filter((name) => name !== undefined);
  if (isPair && alternatives.some(({ type }) => type === "object")) {
    reportMissingSpace(place, diagnostics);
    return;
  }
  const { advice, replacement } = correctionOf(value, alternatives, key);
  const holes = { what: formatPath(path), expected: alternativesOf([...new Set(names)]), found: found(value), advice };
  const extras: Extras = replacement === undefined ? {} : { replacement };
  diagnostics.report("schema/wrong-type", place, holes, extras);
}

/** What to write instead of a value of the wrong type. */
interface Correction {
  readonly advice?: string | undefined;
  /** Valid YAML for the value. */
  readonly replacement?: string;
}

function correctionOf(value: unknown, alternatives: readonly Schema[], key: string): Correction {
  const types = new Set(alternatives.map(({ type }) => type));
  if (value === null) return { advice: `Write a value after '${key}:', or remove the line.` };
  if (typeof value === "number" || typeof value === "boolean") return ofScalar(value, alternatives);
  if (typeof value !== "string") return { advice: describe(alternatives) };
  if (types.has("boolean") && isWord(value)) return write(/^(y|yes|on|true)$/i.test(value) ? "true" : "false");
  if ((types.has("integer") || types.has("number")) && /^[0-9]+(\.[0-9]+)?$/.test(value)) {
    return write(String(Number(value)), "without quotes");
  }
  const list = alternatives.find(({ type }) => type === "array");
  if (list && resolve(list.items ?? {}).schema.type === "string" && /^[\w./-]+$/.test(value))
    return write(`[${value}]`);
  return { advice: describe(alternatives) };
}

/** A number or a boolean where a string is expected: its unit lacks, or its quotes. */
function ofScalar(value: number | boolean, alternatives: readonly Schema[]): Correction {
  const strings = alternatives.filter(({ type }) => type === "string");
  const units = Number(value) >= 64 ? ["s", "%", "Mi", "Gi"] : ["s", "%", "Gi", "Mi"];
  for (const unit of typeof value === "number" ? units : []) {
    if (strings.some((schema) => accepts(schema, `${value}${unit}`))) return write(`${value}${unit}`, "with a unit");
  }
  if (strings.some((schema) => accepts(schema, String(value)))) return write(`"${value}"`, "in quotes");
  return { advice: describe(alternatives) };
}

function accepts({ pattern, enum: words }: Schema, text: string): boolean {
  return words === undefined && (pattern === undefined || new RegExp(pattern, "u").test(text));
}

function isWord(value: string): boolean {
  return /^(y|yes|on|true|n|no|off|false)$/i.test(value);
}

function write(text: string, how?: string): Correction {
  return { advice: `Write '${text}'${how === undefined ? "" : `, ${how}`}.`, replacement: text };
}

/** The format of the strings that are accepted. */
function describe(alternatives: readonly Schema[]): string | undefined {
  const description = alternatives.find(({ pattern }) => pattern !== undefined)?.description;
  return description === undefined ? undefined : `Write ${lowerFirst(description)}`;
}

/** A description within a sentence; acronyms keep their case. */
export function lowerFirst(text: string): string {
  return /^[A-Z]([a-z]| )/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

const typeNames: Readonly<Record<string, string>> = {
  object: "a map",
  array: "a list",
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

function found(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? `the string '${value}'` : `${value}`;
}

function alternativesOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "something else") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
