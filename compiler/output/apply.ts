import { actionFor, type FileStatus, type Wanted } from "./changes.ts";
import { manifestAfter, type Standing } from "./compare-folder.ts";
import { withMissingKeys } from "./env-file.ts";
import type { Folder } from "./folder.ts";
import { formatManifest, type Manifest, manifestName } from "./manifest.ts";

/** What was done about each file. */
export interface Outcome {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  /** Those of the updated files that are the user's, and have gained what they lacked. */
  readonly completed: readonly string[];
  readonly deleted: readonly string[];
  /** Left as they are, because somebody's work is in them. */
  readonly kept: readonly FileStatus[];
  readonly unchanged: number;
}

/**
 * Makes the folder what it should be. The manifest first names both what is there and what will be: if the run is killed
 * at any moment, the next one knows every file as varai-gen's own.
 */
export function applyStanding(folder: Folder, standing: Standing, force: boolean): Outcome {
  const actions = standing.files.map((file) => ({ file, action: actionFor(file.state, force) }));
  const doing = (action: string): readonly FileStatus[] =>
    actions.filter((entry) => entry.action === action).map((entry) => entry.file);
  const pathsOf = (files: readonly FileStatus[]): readonly string[] => files.map((file) => file.path);
  const [created, updated, deleted, kept] = [doing("create"), doing("update"), doing("delete"), doing("keep")];
  folder.removeLeftovers([manifestName, ...standing.manifest.keys(), ...standing.wanted.map((file) => file.path)]);
  const final = manifestAfter(standing, kept);
  const written = [...created, ...updated].filter((file) => file.wanted);
  if (written.length > 0 || deleted.length > 0) {
    writeManifest(folder, united(standing.manifest, final));
    for (const { path, wanted } of written) if (wanted) folder.write(path, wanted.text, wanted.mode);
    for (const { path } of deleted) folder.delete(path);
  }
  const own = standing.wanted.filter((file) => file.isOnce).map((file) => ({ file, done: writeOnce(folder, file) }));
  const ownThatAre = (what: string): readonly string[] =>
    own.filter(({ done }) => done === what).map(({ file }) => file.path);
  if (final.size > 0 || standing.manifestText.found !== undefined) writeManifest(folder, final);
  return {
    created: [...pathsOf(created), ...ownThatAre("created")],
    updated: [...pathsOf(updated), ...ownThatAre("completed")],
    completed: ownThatAre("completed"),
    deleted: pathsOf(deleted),
    kept,
    unchanged: doing("nothing").length,
  };
}

/** A file of the user's: created when it is not there. Afterwards, variables are added that it lacks. */
function writeOnce(folder: Folder, { path, text, mode }: Wanted): "created" | "completed" | undefined {
  const found = folder.find(path);
  if (found.kind === "nothing") {
    folder.write(path, text, mode);
    return "created";
  }
  if (found.kind !== "file" || !/\.env$/.test(path)) return undefined;
  const completed = withMissingKeys(found.text, text);
  if (completed === undefined) return undefined;
  // What is there stays byte for byte, whatever its encoding.
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
