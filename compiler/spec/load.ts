import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { resolveBeside, type SpecSource } from "../source/host.ts";
import type { Location } from "../source/source-file.ts";
import type { SpecDocument } from "./document.ts";
import type { SpecNode } from "./node.ts";
import { type Half, halfOf, type WrittenOrigin } from "./origin.ts";
import { type ParsedFile, parseFile } from "./parse.ts";
import { formatPath, type SpecPath } from "./path.ts";

/** How many files a specification may be split into. */
const maxFiles = 256;

/**
 * Reads the entry file and everything it includes, and merges them into one document. Reports what is unreadable,
 * missing, or written twice; the result is undefined when the entry file itself could not be read.
 */
export function loadDocument(source: SpecSource, diagnostics: Diagnostics): SpecDocument | undefined {
  const bytes = source.read(source.path);
  if (!bytes) {
    diagnostics.report("include/not-found", undefined, { path: source.path, isEntry: true });
    return undefined;
  }
  const entry = parseFile(source.path, bytes, diagnostics);
  if (!entry.root) return undefined;
  const included = includedFiles(entry, source, diagnostics);
  const root = included.reduce((merged, file) => mergeFile(merged, file, diagnostics), entry.root);
  const ambiguous = [entry, ...included].flatMap((file) => file.ambiguous);
  return { root, files: [entry.file, ...included.map(({ file }) => file)], ambiguous };
}

function includedFiles(entry: ParsedFile, source: SpecSource, diagnostics: Diagnostics): readonly ParsedFile[] {
  const files: ParsedFile[] = [];
  const seen = new Set([entry.file.path]);
  const visit = (from: ParsedFile, chain: readonly string[]): void => {
    for (const [relative, location] of includesOf(from)) {
      const path = resolveBeside(from.file.path, relative);
      if (chain.includes(path)) diagnostics.report("include/cycle", location, { path });
      if (seen.has(path)) continue;
      seen.add(path);
      if (source.contains?.(path) === false) {
        diagnostics.report("path/outside", location, { key: "include", path: relative });
        continue;
      }
      const bytes = source.read(path);
      if (!bytes) diagnostics.report("include/not-found", location, { path, isEntry: false });
      else if (files.length >= maxFiles) {
        diagnostics.report("yaml/too-large", location, { limit: `${maxFiles} included files` });
      } else {
        const file = parseFile(path, bytes, diagnostics);
        files.push(file);
        visit(file, [...chain, path]);
      }
    }
  };
  visit(entry, [entry.file.path]);
  return files;
}

function includesOf({ root }: ParsedFile): readonly (readonly [string, Location])[] {
  const paths = root?.child("include")?.items ?? [];
  return paths.flatMap((path) =>
    typeof path.content === "string" ? [[path.content, locationOf(path, "value")] as const] : [],
  );
}

/** Merges an included file into the files before it. */
function mergeFile(before: SpecNode, { root }: ParsedFile, diagnostics: Diagnostics): SpecNode {
  if (!root) return before;
  const rest = new Map([...root.entries].filter(([key]) => key !== "include"));
  return mergeMaps(before, root.with(rest), [], diagnostics);
}

/** Merges two maps. A key of both must be a map in both; otherwise it is a duplicate. */
function mergeMaps(a: SpecNode, b: SpecNode, path: SpecPath, diagnostics: Diagnostics): SpecNode {
  const merged = new Map(a.entries);
  for (const [key, value] of b.entries) {
    const existing = merged.get(key);
    if (!existing) merged.set(key, value);
    else if (isMap(existing) && isMap(value)) merged.set(key, mergeMaps(existing, value, [...path, key], diagnostics));
    else {
      const holes = { key, owner: formatPath(path) };
      const related = [{ message: "The first one is here.", location: locationOf(existing, "key") }];
      diagnostics.report("yaml/duplicate-key", locationOf(value, "key"), holes, { related });
    }
  }
  return a.with(merged);
}

function isMap({ content }: SpecNode): boolean {
  return content instanceof Map;
}

/** The position of a node. All nodes of a file have a written origin. */
function locationOf({ origin }: SpecNode, half: Half): Location {
  return halfOf(origin as WrittenOrigin, half);
}
