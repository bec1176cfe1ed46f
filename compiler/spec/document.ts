import type { Location, SourceFile } from "../source/source-file.ts";
import type { Ambiguous } from "./ambiguous.ts";
import { SpecNode } from "./node.ts";
import { type Half, halfOf, type Origin, writtenOrigin } from "./origin.ts";
import type { SpecPath } from "./path.ts";

/** A document as it was written: its values with their places, and the files that it is read from, the entry file first. */
export interface SpecDocument {
  readonly root: SpecNode;
  readonly files: readonly [SourceFile, ...SourceFile[]];
  /** Scalars that YAML 1.1 reads differently. */
  readonly ambiguous: readonly Ambiguous[];
}

/** What is written at a path, or around it. */
export interface Trace {
  /** Of the value at the path; undefined where there is none. Of a value that a null removed, the null. */
  readonly exact: Origin | undefined;
  /** The nearest value on the way to the path that is written, or computed from one that is. */
  readonly nearest: SpecNode;
  /** How many keys at the end of the path lead past that. */
  readonly missing: number;
}

/** Follows a path from the root of a tree, which is written. */
export function follow(root: SpecNode, path: SpecPath): Trace {
  let node: SpecNode | undefined = root;
  let nearest = root;
  let missing = path.length;
  for (const [index, key] of path.entries()) {
    const removal: Origin | undefined = node.removed?.get(String(key));
    node = node.child(key) ?? (removal && new SpecNode(null, removal));
    if (!node) return { exact: undefined, nearest, missing };
    if (!writtenOrigin(node.origin)) continue;
    nearest = node;
    missing = path.length - index - 1;
  }
  return { exact: node.origin, nearest, missing };
}

/** The place that one would underline for what is at a path. */
export function placeOf({ nearest, missing }: Pick<Trace, "nearest" | "missing">, half: Half): Location {
  const written = writtenOrigin(nearest.origin);
  if (!written) throw new Error("the root of a specification is written");
  // Of a map that only encloses what is meant, the key is underlined.
  const isAround = missing > 0 && typeof nearest.content === "object" && nearest.content !== null && !written.isShort;
  return halfOf(written, isAround ? "key" : half);
}

/** The place of what a document has at a path, or else of the nearest value around it. */
export function locate(document: SpecDocument, path: SpecPath, half: Half = "value"): Location {
  return placeOf(follow(document.root, path), half);
}

/** The part of a location in which `text` stands, or the whole of it. */
export function narrow(location: Location, text: string): Location {
  const offset = location.file.text.slice(location.start, location.end).indexOf(text);
  if (offset < 0) return location;
  const start = location.start + offset;
  return { file: location.file, start, end: start + text.length };
}
