import { keyTargets } from "../built/key-targets.js";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { locate, type SpecDocument } from "./document.ts";
import { formatPath, type SpecPath, valueAt } from "./path.ts";
import { alternativeFor, memberOf, resolve, rootSchema, type Schema, type SchemaNode } from "./schema.ts";

/** What each target makes of a key of the language; targets that are not named have nothing to do with it. */
export interface KeyTargets {
  /** Its output changes with the key. */
  readonly expressed?: readonly string[];
  /** Its output will change with the key, once the target exists. */
  readonly planned?: readonly string[];
  /** It has no words for the key, or for some of its values. */
  readonly inexpressible?: Readonly<Record<string, Inexpressible>>;
}

/** How much is lost where a target has no words for a key, and why. */
export interface Inexpressible {
  readonly loss: "note" | "warning";
  readonly reason: string;
  /** The only values that are lost. Missing: all. */
  readonly values?: readonly string[];
}

/** The table of key and target, by `definition.property`. */
export const keyTable = keyTargets as Readonly<Record<string, KeyTargets>>;

/** A key as it stands in a specification. */
export interface KeyUse {
  /** `definition.property`, as in the table. */
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

/** The tiers of the environments that each target concerns, by its name. */
export type Concerns = ReadonlyMap<string, readonly string[]>;

/** Reports every key that one of the targets has no words for, where it was written. */
export function reportInexpressible(document: SpecDocument, concerns: Concerns, diagnostics: Diagnostics): void {
  for (const { key, path } of keysUsed(document.value)) {
    const tier = tierAt(document, path);
    for (const [target, { loss, reason, values }] of Object.entries(keyTable[key]?.inexpressible ?? {})) {
      const tiers = concerns.get(target);
      if (!tiers || (tier !== undefined && !tiers.includes(tier))) continue;
      if (values?.includes(String(valueAt(document.value, path))) === false) continue;
      const code = loss === "note" ? "target/left-out" : "target/lost";
      diagnostics.report(code, locate(document, path, "key"), { key: formatPath(path), target, reason });
    }
  }
}

/** The tier of the environment that a path is in; undefined for what holds in all of them. */
function tierAt(document: SpecDocument, [section, name]: SpecPath): string | undefined {
  if (section !== "environments" || name === undefined) return undefined;
  const tier = valueAt(document.value, ["environments", name, "tier"]);
  return typeof tier === "string" ? tier : undefined;
}
