import type { SpecPath } from "./path.ts";
import { alternativeFor, memberOf, resolve, rootSchema, type Schema, type SchemaNode } from "./schema.ts";

/** A key as it stands in a specification. */
export interface KeyUse {
  /** `definition.property`, as in the table of keys and targets. */
  readonly key: string;
  readonly path: SpecPath;
}

/** Every key that a specification uses, in its own order. */
export function keysUsed(
  value: unknown,
  node: SchemaNode = { schema: rootSchema },
  path: SpecPath = [],
): readonly KeyUse[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    const isNamed = node.schema.properties && Object.hasOwn(node.schema.properties, name);
    const own = isNamed ? [{ key: `${node.definition ?? "spec"}.${name}`, path: here }] : [];
    const next = meantBy(entry, memberOf(node.schema, name));
    return next ? [...own, ...keysUsed(entry, next, here)] : own;
  });
}

/** The schema node of a value, of a union the alternative that it was meant to be. */
function meantBy(value: unknown, schema: Schema | undefined): SchemaNode | undefined {
  if (!schema) return undefined;
  const node = resolve(schema);
  return node.schema.anyOf ? alternativeFor(node.schema.anyOf, value) : node;
}
