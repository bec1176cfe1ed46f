import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { resolveBeside, type SpecSource } from "../source/host.ts";
import type { Location } from "../source/source-file.ts";
import { locate, type SpecDocument, type SpecPart } from "./document.ts";
import { type ParsedFile, parseFile } from "./parse.ts";
import { formatPath, type SpecPath } from "./path.ts";

/** How many files a specification may be split into. */
const maxFiles = 256;

type Map = Readonly<Record<string, unknown>>;

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
  if (!isMap(entry.value)) return undefined;
  const files = [entry, ...includedFiles(entry, source, diagnostics)] as const;
  return { value: mergeFiles(files, diagnostics), parts: files };
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

function includesOf(part: ParsedFile): readonly (readonly [string, Location])[] {
  const paths = isMap(part.value) ? part.value.include : undefined;
  if (!Array.isArray(paths)) return [];
  return paths.flatMap((path, index) =>
    typeof path === "string" ? [[path, locate({ value: part.value, parts: [part] }, ["include", index])] as const] : [],
  );
}

function mergeFiles(files: readonly [ParsedFile, ...ParsedFile[]], diagnostics: Diagnostics): unknown {
  let merged = files[0].value as Map;
  const before: SpecPart[] = [files[0]];
  for (const file of files.slice(1)) {
    if (isMap(file.value)) {
      const { include: _, ...rest } = file.value;
      merged = mergeMaps(merged, rest, [], (path) => reportTwice(path, file, before, diagnostics));
    }
    before.push(file);
  }
  return merged;
}

function mergeMaps(a: Map, b: Map, path: SpecPath, clash: (path: SpecPath) => void): Map {
  const merged = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const existing = merged.get(key);
    if (!merged.has(key)) merged.set(key, value);
    else if (isMap(existing) && isMap(value)) merged.set(key, mergeMaps(existing, value, [...path, key], clash));
    else clash([...path, key]);
  }
  return Object.fromEntries(merged);
}

function reportTwice(path: SpecPath, file: SpecPart, before: readonly SpecPart[], diagnostics: Diagnostics): void {
  const first = locate({ value: null, parts: before as [SpecPart, ...SpecPart[]] }, path, "key");
  const second = locate({ value: null, parts: [file] }, path, "key");
  diagnostics.report(
    "yaml/duplicate-key",
    second,
    { key: String(path.at(-1)), owner: formatPath(path.slice(0, -1)) },
    { related: [{ message: "The first one is here.", location: first }] },
  );
}

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
