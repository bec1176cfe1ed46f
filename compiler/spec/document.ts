import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Location, SourceFile } from "../source/source-file.ts";
import type { SpecPath } from "./path.ts";

/** A file of the specification and the YAML nodes in it. */
export interface SpecPart {
  readonly file: SourceFile;
  /** Null when the file could not be read as YAML. */
  readonly root: Node | null;
}

/** The specification as plain data, and where each of its values was written. The entry file comes first. */
export interface SpecDocument {
  readonly value: unknown;
  readonly parts: readonly [SpecPart, ...SpecPart[]];
}

/** Which half of a `key: value` a finding is about. */
export type Half = "key" | "value";

/** A range in a file, and how many keys at the end of the asked path it does not have. */
interface Found {
  readonly location: Location;
  readonly missing: number;
}

/** The place of `path`. Where it leads nowhere, the place of the nearest part that encloses it. */
export function locate(document: SpecDocument, path: SpecPath, half: Half = "value"): Location {
  return locateFirst(document, [path], half);
}

/** The place of the first of `paths` that exists; failing that, of the first of those of which least is missing. */
export function locateFirst(document: SpecDocument, paths: readonly SpecPath[], half: Half = "value"): Location {
  let best: Found | undefined;
  for (const path of paths) {
    for (const part of document.parts) {
      const found = find(part, path, half);
      if (!best || found.missing < best.missing) best = found;
    }
  }
  return best?.location ?? rangeOf(document.parts[0], null);
}

/** The text of a scalar exactly as it was written, such as `1.10` for the number 1.1. Undefined for anything else. */
export function written(document: SpecDocument, path: SpecPath): string | undefined {
  for (const part of document.parts) {
    const node = path.reduce<Node | null>((owner, key) => child(owner, key)?.value ?? null, part.root);
    if (isScalar(node)) return node.source;
  }
  return undefined;
}

function find(part: SpecPart, path: SpecPath, half: Half): Found {
  let node = part.root;
  let location = rangeOf(part, null);
  let depth = 0;
  for (const key of path) {
    const next = child(node, key);
    if (!next) break;
    depth++;
    node = next.value;
    // A missing value has no range of its own; its key stands for it.
    location = rangeOf(part, half === "key" || !hasText(next.value) ? (next.key ?? next.value) : next.value);
  }
  const missing = path.length - depth;
  // Of a part that only encloses what was asked for, its key is what one would underline; but a short form says it.
  const isEnclosing = missing > 0 && depth > 0 && half === "value" && !(isScalar(node) && hasText(node));
  return { location: isEnclosing ? find(part, path.slice(0, depth), "key").location : location, missing };
}

function child(owner: Node | null, key: string | number): { key?: Node; value: Node | null } | undefined {
  if (isMap(owner)) {
    const pair = owner.items.find((item) => keyOf(item) === key) as Pair<Node, Node | null> | undefined;
    return pair && { key: pair.key, value: pair.value };
  }
  if (!isSeq(owner)) return undefined;
  // A list of names is short for a map of them.
  const item =
    typeof key === "number" ? owner.items[key] : owner.items.find((node) => isScalar(node) && node.value === key);
  return item ? { value: item as Node } : undefined;
}

/** The name of a key as it was written; YAML would read `3000` and `true` as something other than texts. */
export function keyOf(pair: Pair): string | undefined {
  if (!isScalar(pair.key)) return undefined;
  return typeof pair.key.value === "string" ? pair.key.value : (pair.key.source ?? String(pair.key.value));
}

function hasText(node: Node | null): node is Node {
  return !!node?.range && node.range[1] > node.range[0];
}

function rangeOf(part: SpecPart, node: Node | null): Location {
  const [start, end] = node?.range ?? firstWord(part.file.text);
  return { file: part.file, start, end };
}

function firstWord(text: string): [number, number] {
  const match = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*([^\s#:]*)/.exec(text);
  const end = match?.[0].length ?? 0;
  return [end - (match?.[1]?.length ?? 0), end];
}

/** The part of a location in which `text` stands, or the whole of it. */
export function narrow(location: Location, text: string): Location {
  const offset = location.file.text.slice(location.start, location.end).indexOf(text);
  if (offset < 0) return location;
  const start = location.start + offset;
  return { file: location.file, start, end: start + text.length };
}
