import { expandDefault } from "./expand.ts";
import { nodeOf, SpecNode } from "./node.ts";
import { longForm, memberOf, nodeNamed, resolve, type Schema, type SchemaNode } from "./schema.ts";

/**
 * A value with the schema's defaults filled in, at every level that is there. An object that is missing altogether
 * stays missing unless it has a default itself.
 */
export function withDefaults<T>(value: unknown, definition: string): T {
  return fillAs(nodeOf(value ?? {}, { kind: "default", key: definition }), definition).plain as T;
}

/** The same for a value with its places. Defaults have the key that has them as their origin. */
export function fillAs(value: SpecNode, definition: string): SpecNode {
  return fill(value, nodeNamed(definition));
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
  let filled: Map<string, SpecNode> | undefined;
  for (const [key, entry] of value.entries) {
    // A scalar has nothing to fill in.
    if (typeof entry.content !== "object" || entry.content === null) continue;
    const next = fill(entry, resolve(memberOf(schema, key) ?? {}));
    if (next === entry) continue;
    filled ??= new Map(value.entries);
    filled.set(key, next);
  }
  for (const [key, property] of propertiesWithDefaults(schema)) {
    if (value.entries.has(key)) continue;
    filled ??= new Map(value.entries);
    filled.set(key, defaultOf(property, `${long.definition ?? "spec"}.${key}`));
  }
  return filled ? value.with(filled) : value;
}

const withDefault = new WeakMap<Schema, readonly (readonly [key: string, property: Schema])[]>();

/** The properties of a map that have a default. */
function propertiesWithDefaults(schema: Schema): readonly (readonly [key: string, property: Schema])[] {
  const known = withDefault.get(schema);
  if (known) return known;
  const found = Object.entries(schema.properties ?? {}).filter(([, property]) => property.default !== undefined);
  withDefault.set(schema, found);
  return found;
}

/** Defaults that have been expanded: the schema never changes. */
const known = new WeakMap<Schema, SpecNode>();

function defaultOf(property: Schema, name: string): SpecNode {
  const found = known.get(property) ?? fill(expandDefault(property.default, property, name), resolve(property));
  known.set(property, found);
  return found;
}
