import { actionFor, type FileStatus, type Wanted } from "./changes.ts";
import { type FolderStatus, manifestAfter } from "./compare-folder.ts";
import { withMissingKeys } from "./env-file.ts";
import type { Folder, NewFile } from "./folder.ts";
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
 * Brings the folder up to date. Everything is complete on disk before the first file changes. The manifest first lists both
 * the old and the new files, so that an interrupted run leaves no generated file unlisted.
 */
export function applyStatus(folder: Folder, status: FolderStatus, force: boolean): Outcome {
  const actions = status.files.map((file) => ({ file, action: actionFor(file.state, force) }));
  const doing = (action: string): readonly FileStatus[] =>
    actions.filter((entry) => entry.action === action).map((entry) => entry.file);
  const pathsOf = (files: readonly { readonly path: string }[]): readonly string[] => files.map(({ path }) => path);
  const [created, updated, deleted, kept] = [doing("create"), doing("update"), doing("delete"), doing("keep")];
  folder.removeLeftovers([manifestName, ...status.manifest.keys(), ...status.wanted.map((file) => file.path)]);
  const final = manifestAfter(status, kept);
  const written = [...created, ...updated].flatMap(({ path, wanted }): readonly NewFile[] =>
    wanted ? [{ path, content: wanted.text, mode: wanted.mode }] : [],
  );
  const once = status.wanted.filter(({ path, isOnce }) => isOnce && !written.some((file) => file.path === path));
  const [added, completed] = [
    once.flatMap((file) => missingIn(folder, file)),
    once.flatMap((file) => withMissing(folder, file)),
  ];
  const staged = folder.stage([...written, ...added, ...completed]);
  if (written.length > 0 || deleted.length > 0) writeManifest(folder, united(status.manifest, final));
  staged.commit();
  for (const { path } of deleted) folder.delete(path);
  if (final.size > 0 || status.manifestText.found !== undefined) writeManifest(folder, final);
  return {
    created: [...pathsOf(created), ...pathsOf(added)],
    updated: [...pathsOf(updated), ...pathsOf(completed)],
    completed: pathsOf(completed),
    deleted: pathsOf(deleted),
    kept,
    unchanged: doing("nothing").length,
  };
}

/** A file of the user's, if it does not exist. */
function missingIn(folder: Folder, { path, text, mode }: Wanted): readonly NewFile[] {
  return folder.find(path).kind === "nothing" ? [{ path, content: text, mode }] : [];
}

/** A file of variables of the user's, if it lacks some: they are added, and existing bytes stay, whatever their encoding. */
function withMissing(folder: Folder, { path, text }: Wanted): readonly NewFile[] {
  const found = folder.find(path);
  if (found.kind !== "file" || !/\.env$/.test(path)) return [];
  const completed = withMissingKeys(found.text, text);
  if (completed === undefined) return [];
  const added = new TextEncoder().encode(completed.slice(found.text.length));
  return [{ path, content: new Uint8Array([...found.bytes, ...added]), mode: found.mode }];
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
