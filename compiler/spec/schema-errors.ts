import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { locate, type SpecDocument } from "./document.ts";
import { adviceForList, adviceForWord, ownWordFor, renamedKey } from "./foreign-words.ts";
import { formatPath, type SpecPath } from "./path.ts";
import { resolve, type Schema } from "./schema.ts";

/** A value that does not fit its schema. */
export interface SchemaError {
  /** The keyword of JSON Schema that it breaks. */
  readonly keyword: string;
  readonly path: SpecPath;
  readonly value: unknown;
  /** The schema that has the keyword. */
  readonly schema: Schema;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Reports a value that does not fit, in the words of the language. */
export function reportSchemaError(document: SpecDocument, error: SchemaError, diagnostics: Diagnostics): void {
  const { path, schema, params } = error;
  const here = locate(document, path);
  const what = formatPath(path);
  // Of a map only its keys and its type can be wrong.
  const value = typeof error.value === "object" ? "" : String(error.value);
  switch (error.keyword) {
    case "additionalProperties":
      reportUnknown(document, error, String(params.additionalProperty), diagnostics);
      break;
    case "propertyNames": {
      const name = String(params.propertyName);
      const holes = { name, owner: what, description: schema.description ?? "" };
      diagnostics.report("schema/invalid-name", locate(document, [...path, name], "key"), holes);
      break;
    }
    case "required": {
      const holes = { property: String(params.missingProperty), owner: what };
      diagnostics.report("schema/missing-property", locate(document, path, "key"), holes);
      break;
    }
    case "enum": {
      const known = (schema.enum ?? []).map(String);
      const suggestion = ownWordFor(value, known) ?? nearest(value, known);
      const holes = { value, what, suggestion, known: known.map((word) => `'${word}'`).join(", ") };
      diagnostics.report("schema/unknown-value", here, holes, suggestion ? { replacement: suggestion } : {});
      break;
    }
    case "pattern":
      diagnostics.report("schema/invalid-value", here, { value, what, description: schema.description ?? "" });
      break;
    case "type":
    case "anyOf":
      reportType(document, error, diagnostics);
      break;
    default:
      diagnostics.report("schema/out-of-range", here, { what, bound: boundOf(error) });
  }
}

function reportUnknown(
  document: SpecDocument,
  { path, schema }: SchemaError,
  property: string,
  diagnostics: Diagnostics,
): void {
  const place = locate(document, [...path, property], "key");
  const owner = formatPath(path);
  if (path[0] === "secrets" && property === "value") {
    diagnostics.report("model/secret-in-clear", place, { what: `'${owner}'` });
    return;
  }
  const known = Object.keys(schema.properties ?? {});
  const name = renamedKey(property, known);
  if (name !== undefined) {
    diagnostics.report("schema/renamed-key", place, { property, owner, name }, { replacement: name });
    return;
  }
  const advice = adviceForWord(property, path.length === 0);
  if (advice) {
    diagnostics.report("schema/foreign-word", place, { word: property, owner, advice });
    return;
  }
  const suggestion = nearest(property, known);
  const holes = { property, owner, suggestion, known };
  diagnostics.report("schema/unknown-property", place, holes, suggestion ? { replacement: suggestion } : {});
}

function reportType(document: SpecDocument, { path, value, schema }: SchemaError, diagnostics: Diagnostics): void {
  const key = String(path.at(-1));
  const advice = Array.isArray(value) ? adviceForList(key) : undefined;
  if (advice) {
    const owner = formatPath(path.slice(0, -1));
    diagnostics.report("schema/foreign-word", locate(document, path, "key"), { word: key, owner, advice });
    return;
  }
  const names = (schema.anyOf ?? [schema]).map(nameOfType).filter((name) => name !== undefined);
  const holes = { what: formatPath(path), expected: alternativesOf([...new Set(names)]), found: found(value) };
  diagnostics.report("schema/wrong-type", locate(document, path), holes);
}

const typeNames: Readonly<Record<string, string>> = {
  object: "a map",
  array: "a list",
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

function nameOfType(schema: Schema): string | undefined {
  return typeNames[resolve(schema).schema.type ?? ""];
}

function found(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? `the string '${value}'` : `${value}`;
}

function boundOf({ keyword, params }: SchemaError): string {
  const limit = Number(params.limit);
  switch (keyword) {
    case "minimum":
      return `be at least ${limit}`;
    case "maximum":
      return `be at most ${limit}`;
    case "exclusiveMinimum":
      return `be greater than ${limit}`;
    default:
      return limit === 1 ? "have at least one entry" : `have ${limit} entries`;
  }
}

function alternativesOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "something else") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
