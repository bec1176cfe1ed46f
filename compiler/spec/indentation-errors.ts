import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import { locate, type SpecDocument } from "./document.ts";
import type { SpecNode } from "./node.ts";
import { formatPath, type SpecPath } from "./path.ts";
import { alternativeFor, memberOf, resolve, type Schema } from "./schema.ts";

/** Unknown keys of a map, with its schema. */
interface Misplaced {
  readonly path: SpecPath;
  readonly schema: Schema;
  readonly unknown: readonly string[];
}

/**
 * Sections whose entries are maps with names, and keys of which an entry has at least one. An entry that is indented too far
 * becomes a key of the one above it.
 */
const named: Readonly<Record<string, readonly string[]>> = {
  environments: ["tier"],
  jobs: ["build", "image", "runtime", "service"],
  secrets: ["description"],
  services: ["build", "engine", "image", "runtime"],
  stacks: ["services"],
};

/** Reports unknown keys that have the wrong indentation, once for each place. Returns the others. */
export function reportIndentation(
  document: SpecDocument,
  { path, schema, unknown }: Misplaced,
  diagnostics: Diagnostics,
): readonly string[] {
  const map = nodeAtPath(document.root, path);
  const owner = formatPath(path);
  if (isBelowEntry(path, schema, unknown)) {
    const [name, entry] = [String(path.at(-1)), entryAbove(document.root, path)];
    if (entry !== undefined) {
      const advice = `Indent '${name}:' below '${entry}:'.`;
      const holes = { key: name, owner: formatPath(path.slice(0, -1)), isTooFar: false, advice };
      diagnostics.report("yaml/indentation", locate(document, path, "key"), holes);
      return [];
    }
  }
  const emptyKeys = emptyKeysAbove(map, unknown, schema);
  const reported = new Set<string>();
  return unknown.filter((key) => {
    const at = (): Location => locate(document, [...path, key], "key");
    const above = emptyKeys.get(key);
    if (above !== undefined) {
      const holes = { key, owner, isTooFar: false, advice: `Indent '${key}:' below '${above}:'.` };
      if (!reported.has(above)) diagnostics.report("yaml/indentation", at(), holes);
      reported.add(above);
      return false;
    }
    if (!isSibling(map, key, path, schema)) return true;
    const advice = `Indent '${key}:' like '${String(path.at(-1))}:'.`;
    diagnostics.report("yaml/indentation", at(), { key, owner, isTooFar: true, advice });
    return false;
  });
}

/**
 * The keys without a value before unknown keys, for those of the unknown keys that can be below them. Other unknown keys may
 * be between them.
 */
export function emptyKeysAbove(
  map: SpecNode | undefined,
  unknown: readonly string[],
  schema: Schema,
): ReadonlyMap<string, string> {
  const wanted = new Set(unknown);
  const found = new Map<string, string>();
  let above: string | undefined;
  for (const [name, { content }] of map?.entries ?? []) {
    const declared = above === undefined ? undefined : schema.properties?.[above];
    if (schema.properties?.[name]) above = content === null ? name : undefined;
    else if (wanted.has(name) && above !== undefined && declared && takes(declared, name)) found.set(name, above);
  }
  return found;
}

/** Whether the map form of a key has an entry. */
function takes(declared: Schema, key: string): boolean {
  const { schema } = resolve(declared);
  const long = alternativeFor(schema.anyOf ?? [schema], {})?.schema;
  return long !== undefined && memberOf(long, key) !== undefined;
}

/** Whether an unknown key of a named entry is another entry: a map with keys of the same kind alone. */
function isSibling(map: SpecNode | undefined, key: string, path: SpecPath, schema: Schema): boolean {
  const names = [...(map?.child(key)?.entries.keys() ?? [])];
  const marks = isNamedEntry(path) ? (named[String(path.at(-2))] ?? []) : [];
  return names.some((name) => marks.includes(name)) && names.every((name) => schema.properties?.[name] !== undefined);
}

/** Whether an entry has the name of a key of entries, and keys of that key alone: it belongs to the entry above. */
function isBelowEntry(path: SpecPath, schema: Schema, unknown: readonly string[]): boolean {
  const declared = schema.properties?.[String(path.at(-1))];
  return isNamedEntry(path) && declared !== undefined && unknown.every((key) => takes(declared, key));
}

/** The name of the entry before the one at a path. */
function entryAbove(root: SpecNode, path: SpecPath): string | undefined {
  const names = [...(nodeAtPath(root, path.slice(0, -1))?.entries.keys() ?? [])];
  return names[names.indexOf(String(path.at(-1))) - 1];
}

function isNamedEntry(path: SpecPath): boolean {
  const section = path.at(-2);
  return path.length % 2 === 0 && typeof section === "string" && Object.hasOwn(named, section);
}

function nodeAtPath(root: SpecNode, path: SpecPath): SpecNode | undefined {
  return path.reduce<SpecNode | undefined>((node, step) => node?.child(step), root);
}
