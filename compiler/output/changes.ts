import type { FileMode } from "../render/render.ts";
import type { Manifest, ManifestEntry } from "./manifest.ts";
import type { State } from "./state.ts";

/** A generated file with its hash. */
export interface Wanted {
  readonly path: string;
  readonly text: string;
  readonly mode: FileMode;
  /** SHA-256, in hexadecimal. */
  readonly hash: string;
  /** Whether it is written once and then belongs to the user. */
  readonly isOnce: boolean;
}

interface FoundFile {
  readonly kind: "file";
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8. */
  readonly text: string;
  readonly hash: string;
  readonly mode: number;
  readonly isExecutable: boolean;
}

/** The mode of private files. */
export const privateMode = 0o600;

/** What is on disk at a path. */
export type Found =
  | { readonly kind: "nothing" }
  | FoundFile
  /** A folder, a link, or a path through a link. */
  | {
      readonly kind: "obstacle";
      readonly what: string;
      /** Whether it is a link to a file, which is sufficient for reading. */
      readonly isLinkToFile: boolean;
    };

/** A file and its state. */
export interface FileStatus {
  readonly path: string;
  readonly state: State;
  /** Undefined for an orphan. */
  readonly wanted: Wanted | undefined;
  /** The text on disk; undefined when there is none. */
  readonly text: string | undefined;
  /** Whether the file on disk is executable. */
  readonly isExecutable: boolean;
  /** The obstacle of an unsafe file. */
  readonly detail: string | undefined;
}

/** The input of a comparison. */
export interface Comparison {
  readonly wanted: readonly Wanted[];
  readonly manifest: Manifest;
  readonly find: (path: string) => Found;
  /** Whether a path is an input of the specification. */
  readonly isInput: (path: string) => boolean;
  /** Whether other files of the manifest are orphans. False for a partial compilation. */
  readonly hasOrphans: boolean;
  readonly hashOf: (text: string) => string;
}

/** The status of every file, sorted by path. Files that are written once only need to exist. */
export function compareFiles(comparison: Comparison): readonly FileStatus[] {
  const { wanted, manifest, hasOrphans } = comparison;
  const paths = new Set(wanted.map((file) => file.path));
  const compared = wanted.filter((file) => !file.isOnce || isWanting(file, comparison));
  const known = compared.map((file) => statusOf(file, comparison));
  const orphans = hasOrphans
    ? [...manifest]
        .filter(([path]) => !paths.has(path))
        .flatMap(([path, entries]) => orphanOf(path, entries, comparison))
    : [];
  return [...known, ...orphans].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file of the user's is missing that the output needs. A fresh clone has no private files. */
function isWanting({ path, mode }: Wanted, { find }: Comparison): boolean {
  const found = find(path);
  return isBlocked(found) || (mode !== privateMode && found.kind === "nothing");
}

/** Whether an obstacle is at the path of a file of the user's. */
export function isBlocked(found: Found): boolean {
  return found.kind === "obstacle" && !found.isLinkToFile;
}

function statusOf(wanted: Wanted, { manifest, find, isInput, hashOf }: Comparison): FileStatus {
  const { path } = wanted;
  const found = find(path);
  const status = (state: State, detail?: string): FileStatus => ({
    path,
    state,
    wanted,
    text: found.kind === "file" ? found.text : undefined,
    isExecutable: found.kind === "file" && found.isExecutable,
    detail,
  });
  if (isInput(path)) return status("unsafe", "it is an input of the specification");
  if (found.kind === "nothing") return status("missing");
  if (found.kind === "obstacle") return status("unsafe", found.what);
  // An extra executable bit is ignored: some file systems set it on every file.
  if (isTextOf(found, wanted)) return status(wanted.mode === 0o755 && !found.isExecutable ? "mode" : "current");
  const hashes = hashesOf(found, hashOf);
  if (hashes.includes(wanted.hash)) return status("line-ends");
  const entries = manifest.get(path);
  if (!entries) return status("unmanaged");
  return status(isRecorded(entries, hashes) ? "stale" : "edited");
}

/** Whether a file has the wanted content. Files that are not valid UTF-8 are compared by hash. */
function isTextOf(found: FoundFile, wanted: Wanted): boolean {
  return found.text.includes("\ufffd") ? found.hash === wanted.hash : found.text === wanted.text;
}

/** The hash of a file; with CRLF line endings also the hash with LF. */
function hashesOf({ hash, text }: FoundFile, hashOf: Comparison["hashOf"]): readonly string[] {
  return text.includes("\r\n") ? [hash, hashOf(text.replaceAll("\r\n", "\n"))] : [hash];
}

function orphanOf(
  path: string,
  entries: readonly ManifestEntry[],
  { find, hashOf }: Comparison,
): readonly FileStatus[] {
  const found = find(path);
  // A folder or a link in its place belongs to the user; the file itself no longer exists.
  if (found.kind !== "file") return [];
  const state = isRecorded(entries, hashesOf(found, hashOf)) ? "orphaned" : "orphaned-edited";
  const { text, isExecutable } = found;
  return [{ path, state, wanted: undefined, text, isExecutable, detail: undefined }];
}

function isRecorded(entries: readonly ManifestEntry[], hashes: readonly string[]): boolean {
  return entries.some((entry) => hashes.includes(entry.hash));
}

/** The action of `generate` for a file. */
export type Action = "create" | "update" | "delete" | "keep" | "nothing";

/** The action of `generate` for a state. `force` overwrites and deletes edited files, but never unsafe ones. */
export function actionFor(state: State, force: boolean): Action {
  switch (state) {
    case "current":
      return "nothing";
    case "missing":
      return "create";
    case "stale":
    case "mode":
    case "line-ends":
      return "update";
    case "orphaned":
      return "delete";
    case "edited":
    case "unmanaged":
      return force ? "update" : "keep";
    case "orphaned-edited":
      return force ? "delete" : "keep";
    case "unsafe":
      return "keep";
  }
}
