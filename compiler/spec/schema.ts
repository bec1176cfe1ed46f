import { schema } from "../built/schema.js";
import type { Kind } from "./kinds.ts";

/** The part of JSON Schema (draft-07) in which the specification language is written. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly (string | boolean)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  /** The kinds of workload that a key has an effect on. Missing: all. */
  readonly "x-applies-to"?: readonly Kind[];
  /** What to do where the key has no effect: one sentence. */
  readonly "x-instead"?: string;
  /** The key without which a key has no effect: one beside it, or `/name/name`, a key of the platform or of an environment. */
  readonly "x-needs"?: Need;
}

/** A key that another one needs beside it, and the value that it must have; undefined: any. */
export interface Need {
  readonly key: string;
  readonly value?: string | boolean;
}

/** The schema of the specification, as `schema/platform.schema.json` has it, without what only people read. */
export const rootSchema: Schema = schema;

/** Where a schema node is defined: `service` for the object, `service.port` for its property. Undefined for inline nodes. */
export interface SchemaNode {
  readonly schema: Schema;
  /** The definition that the node is, or is a reference to. */
  readonly definition?: string;
}

/** A cache of resolved nodes: the schema never changes, and each of its nodes is resolved many times. */
const resolved = new WeakMap<Schema, SchemaNode>();

/** Follows a reference to its definition; keywords beside the reference win. */
export function resolve(node: Schema): SchemaNode {
  const known = resolved.get(node);
  if (known) return known;
  const found = node.$ref ? follow(node, node.$ref) : { schema: node };
  resolved.set(node, found);
  return found;
}

function follow(node: Schema, reference: string): SchemaNode {
  const definition = reference.replace("#/definitions/", "");
  const target = rootSchema.definitions?.[definition];
  if (!target) throw new Error(`the schema has no definition '${definition}'`);
  const { $ref: _, ...beside } = node;
  return { schema: { ...target, ...beside }, definition };
}

const definitions = new Map<string, SchemaNode>();

/** The node of a definition, by its name. */
export function nodeNamed(name: string): SchemaNode {
  const node = definitions.get(name) ?? resolve({ $ref: `#/definitions/${name}` });
  definitions.set(name, node);
  return node;
}

/** The definition of an object, by its name. */
export function definitionNamed(name: string): Schema {
  return nodeNamed(name).schema;
}

/** The long form of a union: its last alternative that is not null. */
export function longForm(alternatives: readonly Schema[]): SchemaNode {
  const meant = alternatives.filter((alternative) => alternative.type !== "null");
  return resolve(meant.at(-1) ?? {});
}

/** The alternative of a union that a value was meant to be, by its type; undefined when none has that type. */
export function alternativeFor(alternatives: readonly Schema[], value: unknown): SchemaNode | undefined {
  return alternatives.map(resolve).find(({ schema }) => hasTypeOf(schema, value));
}

function hasTypeOf(schema: Schema, value: unknown): boolean {
  switch (schema.type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
    case "number":
      return typeof value === "number";
    default:
      return typeof value === schema.type;
  }
}

/** The schema of a property or an item, with references and unions still to be resolved. */
export function memberOf(schema: Schema, key: string | number): Schema | undefined {
  if (schema.type === "array") return schema.items;
  return schema.properties?.[key] ?? (schema.additionalProperties || undefined);
}

/** The schema node that describes the value at `path`, following unions by the type of what is there. */
export function nodeAt(value: unknown, path: readonly (string | number)[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = { schema: rootSchema };
  let here = value;
  for (const key of path) {
    const member: Schema | undefined = node && memberOf(node.schema, key);
    if (!member) return undefined;
    here = (here as Record<string | number, unknown> | null | undefined)?.[key];
    node = resolve(member);
    if (node.schema.anyOf) node = alternativeFor(node.schema.anyOf, here);
  }
  return node;
}

/** The schema of a value as its owner declares it, with its alternatives. */
export function declaredAt(value: unknown, path: readonly (string | number)[]): Schema | undefined {
  const key = path.at(-1);
  const owner = nodeAt(value, path.slice(0, -1));
  const member = owner && key !== undefined ? memberOf(owner.schema, key) : undefined;
  return member && resolve(member).schema;
}

/** Whether `false` is the short form of `enabled: false` for a key. The maps above it are in their long forms. */
export function isSwitch(path: readonly (string | number)[]): boolean {
  let node: Schema = rootSchema;
  for (const key of path) {
    const long: Schema = node.anyOf ? longForm(node.anyOf).schema : node;
    const member = memberOf(long, key);
    if (!member) return false;
    node = resolve(member).schema;
  }
  return node.anyOf !== undefined && longForm(node.anyOf).schema.properties?.enabled !== undefined;
}
