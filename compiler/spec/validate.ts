import type { ErrorObject } from "ajv";
import { validateSpec } from "../built/validator.js";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { nearest } from "../diagnostics/suggest.ts";
import type { SpecDocument } from "./document.ts";
import { type SpecPath, valueAt } from "./path.ts";
import { memberOf, nodeAt, resolve, type Schema } from "./schema.ts";
import { reportSchemaError, type SchemaError } from "./schema-errors.ts";

/** Whether the document fits the schema. Reports everything that does not. */
export function validate(document: SpecDocument, diagnostics: Diagnostics): boolean {
  const value = document.root.plain;
  if (validateSpec(value)) return true;
  for (const error of meaningful(validateSpec.errors ?? [], value)) {
    reportSchemaError(document, schemaErrorOf(error, value), diagnostics);
  }
  return false;
}

/**
 * One mistake in a union makes an error for each alternative. The alternatives have distinct types, so what is left
 * when the errors about the type are dropped concerns the one that was meant; if nothing is left, no type fits.
 */
function meaningful(errors: readonly ErrorObject[], value: unknown): readonly ErrorObject[] {
  const unions = new Set(errors.filter(isUnion).map((error) => error.instancePath));
  const concrete = errors
    .filter((error) => !(unions.has(error.instancePath) && error.keyword === "type"))
    .filter((error) => !isAboutName(error, value));
  return concrete
    .filter((error) => !(isUnion(error) && concrete.some((other) => explains(other, error))))
    .filter((error, _, all) => !all.some((other) => isWhy(other, error)));
}

/** Whether an error says more of the same mistake: the words that a value can be, or the misspelt name of a missing key. */
function isWhy(error: ErrorObject, other: ErrorObject): boolean {
  if (error === other || error.instancePath !== other.instancePath) return false;
  if (error.keyword === "enum") return other.keyword === "type";
  if (error.keyword !== "additionalProperties" || other.keyword !== "required") return false;
  return nearest(String(error.params.additionalProperty), [String(other.params.missingProperty)]) !== undefined;
}

/** Whether an error is why no alternative of a union fits. */
function explains(error: ErrorObject, union: ErrorObject): boolean {
  const isSame = error.instancePath === union.instancePath && !isUnion(error);
  return isSame || error.instancePath.startsWith(`${union.instancePath}/`);
}

/** What is wrong with the name of a key is said of its owner, which is no text; `propertyNames` says which name. */
function isAboutName(error: ErrorObject, value: unknown): boolean {
  if (error.keyword !== "pattern" && error.keyword !== "enum") return false;
  return typeof valueAt(value, pathOf(error.instancePath, value)) === "object";
}

function isUnion(error: ErrorObject): boolean {
  return error.keyword === "anyOf";
}

function schemaErrorOf(error: ErrorObject, value: unknown): SchemaError {
  const path = pathOf(error.instancePath, value);
  return {
    keyword: error.keyword,
    path,
    value: valueAt(value, path),
    schema: schemaOf(error, value, path),
    params: error.params,
  };
}

/** An ajv path is a JSON Pointer; list items are told from keys by what is there. */
function pathOf(pointer: string, value: unknown): SpecPath {
  let owner = value;
  return tokensOf(pointer).map((token) => {
    const step = Array.isArray(owner) ? Number(token) : token;
    owner = (owner as Record<string | number, unknown>)[step];
    return step;
  });
}

/** The schema that an error is about: of a name that of names, of a wrong type the whole union. */
function schemaOf(error: ErrorObject, value: unknown, path: SpecPath): Schema {
  const node = nodeAt(value, path);
  if (error.keyword === "propertyNames") return resolve(node?.schema.propertyNames ?? {}).schema;
  const isAboutType = error.keyword === "type" || isUnion(error);
  return (isAboutType ? declaredAt(value, path) : node?.schema) ?? {};
}

/** The schema of a value as its owner declares it, with its alternatives. */
function declaredAt(value: unknown, path: SpecPath): Schema | undefined {
  const key = path.at(-1);
  const owner = nodeAt(value, path.slice(0, -1));
  const member = owner && key !== undefined ? memberOf(owner.schema, key) : undefined;
  return member && resolve(member).schema;
}

/** RFC 6901, 4 */
function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
