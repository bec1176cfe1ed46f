import { isSafePath } from "../source/host.ts";

/** What varai-gen knows of a file that it wrote. */
export interface ManifestEntry {
  /** SHA-256, in hexadecimal. */
  readonly hash: string;
  readonly mode: 0o644 | 0o755;
}

/** The files that varai-gen wrote, by path. A path has several entries while a run, or a merge, has not been finished. */
export type Manifest = ReadonlyMap<string, readonly ManifestEntry[]>;

/** A manifest as it was found. It is checked in and merged by people and tools, therefore nothing in it is trusted. */
export interface ParsedManifest {
  readonly entries: Manifest;
  /** What is wrong with it; lines that make sense are used all the same. */
  readonly problem: string | undefined;
}

/** The name of the manifest in the output folder. */
export const manifestName = ".varai-gen.manifest";

const heading = "# The files that varai-gen wrote here, with their hashes. After a merge conflict, run: npx varai-gen";

/** Reads a manifest; undefined stands for one that does not exist. */
export function parseManifest(text: string | undefined): ParsedManifest {
  const entries = new Map<string, ManifestEntry[]>();
  const problems: string[] = [];
  for (const line of (text ?? "").split("\n")) {
    const parsed = parseLine(line.replace(/\r$/, ""));
    if (!parsed) continue;
    if ("problem" in parsed) problems.push(parsed.problem);
    else entries.set(parsed.path, [...(entries.get(parsed.path) ?? []), parsed.entry]);
  }
  if (text !== undefined && !text.endsWith("\n")) problems.push("its end is missing");
  const conflict = problems.find((problem) => problem === mergeConflict);
  return { entries, problem: conflict ?? problems[0] };
}

const mergeConflict = "it has a merge conflict";

type ParsedLine = { readonly path: string; readonly entry: ManifestEntry } | { readonly problem: string };

/** Undefined for a comment or an empty line. */
function parseLine(line: string): ParsedLine | undefined {
  if (line === "" || line.startsWith("#")) return undefined;
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) return { problem: mergeConflict };
  const [, mode, hash, path] = /^(644|755) ([0-9a-f]{64}) (.+)$/.exec(line) ?? [];
  if (hash === undefined || path === undefined) return { problem: "a line makes no sense" };
  if (!isSafePath(path)) return { problem: `it names '${path}', which is not in the output folder` };
  if (path === manifestName || /(^|\/)\.git(\/|$)/i.test(path)) {
    return { problem: `it names '${path}', which is never generated` };
  }
  return { path, entry: { hash, mode: mode === "755" ? 0o755 : 0o644 } };
}

/** A manifest as text: one entry to a line, sorted, so that merges touch only what changed. */
export function formatManifest(manifest: Manifest): string {
  const lines = [...manifest].flatMap(([path, entries]) =>
    entries.map(({ hash, mode }) => [path, `${mode.toString(8)} ${hash} ${path}`] as const),
  );
  const sorted = lines.toSorted(([a, lineA], [b, lineB]) => compare(a, b) || compare(lineA, lineB));
  return `${[heading, ...new Set(sorted.map(([, line]) => line))].join("\n")}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
