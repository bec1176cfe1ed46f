import { expandDefault } from "./expand.ts";
import { nodeOf, SpecNode } from "./node.ts";
import { longForm, memberOf, resolve, type Schema, type SchemaNode } from "./schema.ts";

/**
 * A value with the schema's defaults filled in, at every level that is there. An object that is missing altogether
 * stays missing unless it has a default itself.
 */
export function withDefaults<T>(value: unknown, definition: string): T {
  return fillAs(nodeOf(value ?? {}, { kind: "default", key: definition }), definition).plain as T;
}

/** The same for a value with its places. Defaults have the key that has them as their origin. */
export function fillAs(value: SpecNode, definition: string): SpecNode {
  return fill(value, resolve({ $ref: `#/definitions/${definition}` }));
}

/** The outermost level of a specification with the schema's defaults filled in. */
export function fill(value: SpecNode, node: SchemaNode): SpecNode {
  const long = node.schema.anyOf ? longForm(node.schema.anyOf) : node;
  const { schema } = long;
  if (Array.isArray(value.content)) {
    const items = value.items.map((item) => fill(item, resolve(schema.items ?? {})));
    return items.every((item, index) => item === value.items[index]) ? value : new SpecNode(items, value.origin);
  }
  if (!(value.content instanceof Map)) return value;
  const filled = new Map<string, SpecNode>();
  let isSame = true;
  for (const [key, entry] of value.entries) {
    const next = fill(entry, resolve(memberOf(schema, key) ?? {}));
    if (next !== entry) isSame = false;
    filled.set(key, next);
  }
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (property.default === undefined || filled.has(key)) continue;
    filled.set(key, defaultOf(property, `${long.definition ?? "spec"}.${key}`));
    isSame = false;
  }
  return isSame ? value : value.with(filled);
}

/** Defaults that have been expanded: the schema never changes. */
const known = new WeakMap<Schema, SpecNode>();

function defaultOf(property: Schema, name: string): SpecNode {
  const found = known.get(property) ?? fill(expandDefault(property.default, property, name), resolve(property));
  known.set(property, found);
  return found;
}
