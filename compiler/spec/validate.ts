import type { ErrorObject } from "ajv";
import { validateSpec } from "../built/validator.js";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { reportAmbiguous } from "./ambiguous.ts";
import { BrokenParts } from "./broken.ts";
import type { SpecDocument } from "./document.ts";
import { meaningful } from "./meaningful-errors.ts";
import { SpecNode } from "./node.ts";
import { type SpecPath, valueAt } from "./path.ts";
import { declaredAt, nodeAt, resolve, type Schema } from "./schema.ts";
import { reportSchemaError, type SchemaError } from "./schema-errors.ts";

/** A document that fits the schema: the one that was read, or what is valid of it. */
export interface ValidDocument extends SpecDocument {
  /** The parts with errors, which are left out. */
  readonly broken: BrokenParts;
}

/** How often parts are left out: without them, the part around them may be invalid. */
const maxRounds = 8;

/** The valid part of a document. Reports everything that does not fit the schema. Undefined if too little is left. */
export function validate(document: SpecDocument, diagnostics: Diagnostics): ValidDocument | undefined {
  const broken = new BrokenParts();
  let { root } = document;
  reportAll(document, diagnostics);
  for (let round = 0; round < maxRounds; round++) {
    const value = root.plain;
    if (validateSpec(value)) return { ...document, root, broken };
    for (const culprits of errorsOf(validateSpec.errors ?? [], value)
      .map(culpritsOf)
      .reverse()) {
      if (!culprits) return undefined;
      for (const key of culprits.keys) {
        const path = [...culprits.owner, key];
        broken.add(path, nodeIn(root, path)?.entries.keys());
      }
      root = without(root, culprits.owner, culprits.keys);
    }
  }
  return undefined;
}

function reportAll(document: SpecDocument, diagnostics: Diagnostics): void {
  const value = document.root.plain;
  const errors = validateSpec(value) ? [] : errorsOf(validateSpec.errors ?? [], value);
  for (const error of errors) reportSchemaError(document, error, diagnostics);
  const wrong = new Set(errors.map(({ path }) => JSON.stringify(path)));
  const ambiguous = document.ambiguous.filter(({ path }) => !wrong.has(JSON.stringify(path)));
  reportAmbiguous(ambiguous, value, diagnostics);
}

function errorsOf(found: readonly ErrorObject[], value: unknown): readonly SchemaError[] {
  const concrete = meaningful(found, (pointer) => valueAt(value, pathOf(pointer, value)));
  return withUnknownKeysTogether((concrete.length > 0 ? concrete : found).map((error) => schemaErrorOf(error, value)));
}

/** One error for all unknown keys of a map. A map with unknown keys is not reported for keys that it lacks. */
function withUnknownKeysTogether(errors: readonly SchemaError[]): readonly SchemaError[] {
  const unknown = new Map<string, string[]>();
  for (const { keyword, path, params } of errors) {
    if (keyword !== "additionalProperties") continue;
    const owner = JSON.stringify(path);
    const others = unknown.get(owner);
    if (others) others.push(String(params.additionalProperty));
    else unknown.set(owner, [String(params.additionalProperty)]);
  }
  const missing = new Map<string, string[]>();
  for (const { keyword, path, params } of errors) {
    if (keyword !== "required") continue;
    const owner = JSON.stringify(path);
    missing.set(owner, [...(missing.get(owner) ?? []), String(params.missingProperty)]);
  }
  return errors.flatMap((error): readonly SchemaError[] => {
    const owner = JSON.stringify(error.path);
    const keys = unknown.get(owner);
    if (!keys) return [error];
    if (error.keyword === "required") return [];
    if (error.keyword !== "additionalProperties") return [error];
    if (keys[0] !== error.params.additionalProperty) return [];
    return [{ ...error, params: { unknown: keys, missing: missing.get(owner) ?? [] } }];
  });
}

/** Entries of a map, or an item of a list. */
interface Culprits {
  readonly owner: SpecPath;
  readonly keys: ReadonlySet<string | number>;
}

/** What has to be left out to get rid of an error; undefined if it is everything. */
function culpritsOf({ keyword, path, params }: SchemaError): Culprits | undefined {
  if (keyword === "additionalProperties") return { owner: path, keys: new Set(params.unknown as readonly string[]) };
  if (keyword === "propertyNames") return { owner: path, keys: new Set([String(params.propertyName)]) };
  const key = path.at(-1);
  return key === undefined ? undefined : { owner: path.slice(0, -1), keys: new Set([key]) };
}

function nodeIn(root: SpecNode, path: SpecPath): SpecNode | undefined {
  return path.reduce<SpecNode | undefined>((node, key) => node?.child(key), root);
}

/** A tree in which the map or list at a path lacks some of its entries. */
function without(node: SpecNode, [step, ...rest]: SpecPath, keys: ReadonlySet<string | number>): SpecNode {
  if (step === undefined) {
    return node.content instanceof Map
      ? node.with(new Map([...node.entries].filter(([name]) => !keys.has(name))))
      : new SpecNode(
          node.items.filter((_, index) => !keys.has(index)),
          node.origin,
        );
  }
  const child = node.child(step);
  if (!child) return node;
  const smaller = without(child, rest, keys);
  if (typeof step === "number") return new SpecNode(node.items.with(step, smaller), node.origin);
  return node.with(new Map([...node.entries].map(([name, entry]) => [name, name === step ? smaller : entry])));
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

/** Converts a JSON Pointer of ajv to a path. A token is an index if its owner is a list, otherwise a key. */
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
  const isAboutType = error.keyword === "type" || error.keyword === "anyOf";
  return (isAboutType ? declaredAt(value, path) : node?.schema) ?? {};
}

/** RFC 6901, 4 */
function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
