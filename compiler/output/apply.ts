import { actionFor, type FileStatus, type Wanted } from "./changes.ts";
import { type FolderStatus, manifestAfter } from "./compare-folder.ts";
import { withMissingKeys } from "./env-file.ts";
import type { Folder } from "./folder.ts";
import { formatManifest, type Manifest, manifestName } from "./manifest.ts";

/** The changes made to the folder. */
export interface Outcome {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  /** Updated files of the user's, to which missing variables were added. */
  readonly completed: readonly string[];
  readonly deleted: readonly string[];
  /** Files that were not changed, because they were edited or not generated. */
  readonly kept: readonly FileStatus[];
  readonly unchanged: number;
}

/**
 * Brings the folder up to date. The manifest first lists both the old and the new files, so that an interrupted run leaves
 * no generated file unlisted.
 */
export function applyStatus(folder: Folder, status: FolderStatus, force: boolean): Outcome {
  const actions = status.files.map((file) => ({ file, action: actionFor(file.state, force) }));
  const doing = (action: string): readonly FileStatus[] =>
    actions.filter((entry) => entry.action === action).map((entry) => entry.file);
  const pathsOf = (files: readonly FileStatus[]): readonly string[] => files.map((file) => file.path);
  const [created, updated, deleted, kept] = [doing("create"), doing("update"), doing("delete"), doing("keep")];
  folder.removeLeftovers([manifestName, ...status.manifest.keys(), ...status.wanted.map((file) => file.path)]);
  const final = manifestAfter(status, kept);
  const written = [...created, ...updated].filter((file) => file.wanted);
  if (written.length > 0 || deleted.length > 0) {
    writeManifest(folder, united(status.manifest, final));
    for (const { path, wanted } of written) if (wanted) folder.write(path, wanted.text, wanted.mode);
    for (const { path } of deleted) folder.delete(path);
  }
  const userFiles = status.wanted
    .filter((file) => file.isOnce)
    .map((file) => ({ file, done: writeOnce(folder, file) }));
  const userFilesThatWere = (what: string): readonly string[] =>
    userFiles.filter(({ done }) => done === what).map(({ file }) => file.path);
  if (final.size > 0 || status.manifestText.found !== undefined) writeManifest(folder, final);
  return {
    created: [...pathsOf(created), ...userFilesThatWere("created")],
    updated: [...pathsOf(updated), ...userFilesThatWere("completed")],
    completed: userFilesThatWere("completed"),
    deleted: pathsOf(deleted),
    kept,
    unchanged: doing("nothing").length,
  };
}

/** A file of the user's: created if it does not exist. Otherwise only missing variables are added. */
function writeOnce(folder: Folder, { path, text, mode }: Wanted): "created" | "completed" | undefined {
  const found = folder.find(path);
  if (found.kind === "nothing") {
    folder.write(path, text, mode);
    return "created";
  }
  if (found.kind !== "file" || !/\.env$/.test(path)) return undefined;
  const completed = withMissingKeys(found.text, text);
  if (completed === undefined) return undefined;
  // Existing bytes stay unchanged, whatever their encoding.
  const added = new TextEncoder().encode(completed.slice(found.text.length));
  folder.write(path, new Uint8Array([...found.bytes, ...added]), found.mode);
  return "completed";
}

function united(a: Manifest, b: Manifest): Manifest {
  const union = new Map(a);
  for (const [path, entries] of b) union.set(path, [...(union.get(path) ?? []), ...entries]);
  return union;
}

function writeManifest(folder: Folder, manifest: Manifest): void {
  const text = formatManifest(manifest);
  if (folder.read(manifestName) !== text) folder.write(manifestName, text, 0o644);
}
