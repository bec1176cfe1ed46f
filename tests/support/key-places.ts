import { readSchema } from "../../compiler/dev/files.ts";
import type { SpecPath } from "../../compiler/spec/path.ts";
import type { Schema, SchemaNode } from "../../compiler/spec/schema.ts";
import { entryNames, frames, valuesByKey } from "./key-values.ts";

/** The schema with its examples, which the compiler does not have. */
const rootSchema = readSchema();

/** A key below an owner such as a service, and values to try for it. */
export interface KeyPlace {
  /** `definition.property`, as in the table of keys and targets. */
  readonly key: string;
  /** Relative to the owner. Maps have the entry of `entryNames` in them, lists the index 0. */
  readonly path: SpecPath;
  /** The schema of the value. */
  readonly schema: Schema;
  /** What it stands in below the owner, outermost first. */
  readonly parents: readonly Parent[];
}

/** An object or a list in which a key stands. */
interface Parent {
  readonly key: string;
  readonly node: SchemaNode;
  /** How long its path is, relative to the owner. */
  readonly length: number;
}

/** Every key at every place below a definition of the schema; `spec` is the outermost level. */
export function placesBelow(definition: string, except: readonly string[] = []): readonly KeyPlace[] {
  const schema = definition === "spec" ? rootSchema : rootSchema.definitions?.[definition];
  return placesIn({ schema: schema ?? {}, definition }, [], []).filter(({ path }) => !except.includes(String(path[0])));
}

function placesIn(
  { schema, definition = "spec" }: SchemaNode,
  path: SpecPath,
  parents: readonly Parent[],
): readonly KeyPlace[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const key = `${definition}.${name}`;
    const here = [...path, name];
    if (definition === "spec" && ["services", "jobs", "environments", "defaults"].includes(name)) return [];
    if (definition === "environment" && ["services", "jobs", "defaults"].includes(name)) return [];
    return [{ key, path: here, schema: property, parents }, ...placesUnder(property, key, here, parents)];
  });
}

/** The keys within the value of a key: of an object, of the entries of a map, of the items of a list. */
function placesUnder(schema: Schema, key: string, path: SpecPath, around: readonly Parent[]): readonly KeyPlace[] {
  const below = alternativesOf(schema).flatMap((node) => {
    const { properties, additionalProperties, items } = node.schema;
    const parents = [...around, { key, node, length: path.length }];
    if (properties) return placesIn(node, path, parents);
    if (additionalProperties) {
      return placesUnder(additionalProperties, key, [...path, entryNames[key] ?? "extra"], parents);
    }
    return items ? placesUnder(items, key, [...path, 0], parents) : [];
  });
  return [...new Map(below.map((place) => [place.path.join("/"), place])).values()];
}

/** What a value may be, without null. */
function alternativesOf(schema: Schema): readonly SchemaNode[] {
  const node = resolve(schema);
  if (!node.schema.anyOf) return node.schema.type === "null" ? [] : [node];
  return node.schema.anyOf.flatMap(alternativesOf);
}

/** Valid values of a key, short forms and long ones, those first that are likely to matter. */
export function valuesOf(key: string, schema: Schema): readonly unknown[] {
  const own = valuesByKey[key];
  if (own) return own;
  const values = alternativesOf(schema).flatMap((node) => samplesOf(node, key));
  const examples = schema.examples ?? resolve(schema).schema.examples ?? [];
  return unique([...values, ...examples]);
}

/** Values for the object or the list that has to be there so that the key `next` can stand in it: one of them fits. */
export function framesOf({ node, key }: Parent, next: string | number | undefined): readonly unknown[] {
  const { properties, required } = node.schema;
  const known = properties && (frames[`${key}/${next}`] ?? frames[key] ?? frames[node.definition ?? ""]);
  if (known) return known;
  if (properties && !required) return [{}];
  const { definition } = resolve(node.schema.additionalProperties || {});
  return samplesOf(node, key).slice(0, definition && frames[definition] ? undefined : 1);
}

function samplesOf({ schema, definition = "" }: SchemaNode, key: string): readonly unknown[] {
  const known = (schema.properties && (frames[key] ?? frames[definition])) ?? valuesByKey[definition];
  if (known) return known;
  if (schema.enum) return schema.enum;
  if (schema.properties) return objectsOf(schema, definition);
  if (schema.additionalProperties) {
    const name = entryNames[key] ?? "extra";
    return valuesOf(`${key}.*`, schema.additionalProperties).map((value) => ({ [name]: value }));
  }
  switch (schema.type) {
    case "array":
      return valuesOf(`${key}[]`, schema.items ?? {}).map((value) => [value]);
    case "boolean":
      return [true, false];
    case "integer":
    case "number":
      return unique([(schema.minimum ?? 0) + 1, (schema.minimum ?? 0) + 2]);
    case "string":
      return schema.examples ?? (schema.pattern === undefined ? ["other"] : []);
    default:
      return [];
  }
}

/** Objects with their required keys alone; of an object that requires none, with one key each. */
function objectsOf(schema: Schema, definition: string): readonly unknown[] {
  const sampleOf = (name: string): unknown => valuesOf(`${definition}.${name}`, schema.properties?.[name] ?? {})[0];
  const required = schema.required ?? [];
  if (required.length > 0) return [Object.fromEntries(required.map((name) => [name, sampleOf(name)]))];
  return Object.keys(schema.properties ?? {}).map((name) => ({ [name]: sampleOf(name) }));
}

function unique(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Follows a reference to its definition; keywords beside the reference win. */
function resolve(schema: Schema): SchemaNode {
  if (!schema.$ref) return { schema };
  const definition = schema.$ref.replace("#/definitions/", "");
  const { $ref: _, ...beside } = schema;
  return { schema: { ...rootSchema.definitions?.[definition], ...beside }, definition };
}
