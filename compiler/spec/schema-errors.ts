import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { locate, type SpecDocument } from "./document.ts";
import { ownWordFor } from "./foreign-words.ts";
import { formatPath, type SpecPath } from "./path.ts";
import { resolve, type Schema } from "./schema.ts";
import { reportType } from "./type-errors.ts";
import { reportUnknown } from "./unknown-keys.ts";

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
    case "additionalProperties": {
      const [unknown, missing] = [params.unknown, params.missing] as readonly (readonly string[])[];
      reportUnknown(document, { path, schema, unknown: unknown ?? [], missing: missing ?? [] }, diagnostics);
      break;
    }
    case "propertyNames": {
      const name = String(params.propertyName);
      const holes = { name, owner: what, description: schema.description ?? "" };
      diagnostics.report("schema/invalid-name", locate(document, [...path, name], "key"), holes);
      break;
    }
    case "required": {
      const property = String(params.missingProperty);
      const holes = { property, owner: what, example: exampleOf(schema.properties?.[property]) };
      diagnostics.report("schema/missing-property", locate(document, path, "key"), holes);
      break;
    }
    case "enum": {
      const known = (schema.enum ?? []).map(String);
      const suggestion = ownWordFor(value, known) ?? (known.length === 1 ? known[0] : nearest(value, known));
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
      diagnostics.report("schema/out-of-range", here, { what, bound: boundOf(error), advice: rangeOf(error) });
  }
}

/** A valid value of a key, as YAML; undefined if the schema has no example. */
function exampleOf(property: Schema | undefined): string | undefined {
  const { examples, enum: words } = resolve(property ?? {}).schema;
  const example = examples?.[0] ?? words?.[0];
  if (example === undefined) return undefined;
  return flowOf(example);
}

/** A value on one line of YAML. */
function flowOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowOf).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${flowOf(entry)}`);
    return `{ ${entries.join(", ")} }`;
  }
  const isPlain = typeof value !== "string" || /^[\w./@-]+( [\w./@-]+)*$/.test(value);
  return isPlain ? String(value) : `"${value}"`;
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
    case "maxItems":
      return `have at most ${limit} ${limit === 1 ? "entry" : "entries"}`;
    default:
      return limit === 1 ? "have at least one entry" : `have at least ${limit} entries`;
  }
}

/** What to write instead of a value that is out of range. */
function rangeOf({ path, value, keyword, schema: { minimum, maximum } }: SchemaError): string {
  if (keyword.endsWith("Items")) return keyword === "minItems" ? "Add an entry, or remove the key." : "Remove entries.";
  const range = maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  if (path.at(-1) === "cpu" && typeof value === "number" && value > 0) return `Write '${value}m' for millicores.`;
  if (path.at(-1) === "scale" && value === 0) {
    return "Write a number of at least 1. To remove the service from an environment, set it to null there.";
  }
  return `Write a number ${range}.`;
}
