import { expandDefault } from "./expand.ts";
import { longForm, memberOf, resolve, type Schema, type SchemaNode } from "./schema.ts";

/**
 * A value with the schema's defaults filled in, at every level that is there. An object that is missing altogether
 * stays missing unless it has a default itself.
 */
export function withDefaults<T>(value: unknown, definition: string): T {
  return fill(value ?? {}, resolve({ $ref: `#/definitions/${definition}` })) as T;
}

/** The outermost level of a specification with the schema's defaults filled in. */
export function fill(value: unknown, node: SchemaNode): unknown {
  const long = node.schema.anyOf ? longForm(node.schema.anyOf) : node;
  const { schema } = long;
  if (Array.isArray(value)) return value.map((item) => fill(item, resolve(schema.items ?? {})));
  if (typeof value !== "object" || value === null) return value;
  const filled = Object.entries(value).map(([key, entry]) => [key, fill(entry, resolve(memberOf(schema, key) ?? {}))]);
  const missing = Object.entries(schema.properties ?? {})
    .filter(([key, property]) => property.default !== undefined && !Object.hasOwn(value, key))
    .map(([key, property]) => [key, defaultOf(property, `${long.definition ?? "spec"}.${key}`)]);
  return Object.fromEntries([...filled, ...missing]);
}

function defaultOf(property: Schema, name: string): unknown {
  return fill(expandDefault(property.default, property, name), resolve(property));
}
