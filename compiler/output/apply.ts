import type { OutputFile } from "../render/render.ts";
import { actionFor, compareFiles, type FileStatus, type Found, privateMode, type Wanted } from "./changes.ts";
import { withMissingKeys } from "./env-file.ts";
import { type Folder, hashOf } from "./folder.ts";
import { mayBeGenerated } from "./heading.ts";
import { formatManifest, type Manifest, type ManifestEntry, manifestName, parseManifest } from "./manifest.ts";

/** The status of an output folder compared with the files of a compilation. */
export interface FolderStatus {
  /** By path. */
  readonly files: readonly FileStatus[];
  readonly manifest: Manifest;
  /** The problem of the manifest. */
  readonly manifestProblem: string | undefined;
  /** The obstacle at the path of the manifest. Nothing is written before it is removed. */
  readonly manifestObstacle: string | undefined;
  /** The manifest on disk and after the update; undefined if there is none. */
  readonly manifestText: { readonly found: string | undefined; readonly wanted: string | undefined };
  readonly wanted: readonly Wanted[];
  /** Whether only a part of the specification was compiled. */
  readonly isPartial: boolean;
}

/** The files to compare with a folder. */
export interface Expected {
  readonly files: readonly OutputFile[];
  /** Whether only a part of the specification was compiled. */
  readonly isPartial: boolean;
  /** Whether a path is an input of the specification. */
  readonly isInput: (path: string) => boolean;
}

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

/** Compares a folder with the files of a compilation. Writes nothing. */
export function compareFolder(folder: Folder, { files, isPartial, isInput }: Expected): FolderStatus {
  const place = folder.find(manifestName);
  const text = place.kind === "file" ? place.text : undefined;
  const manifestObstacle = place.kind === "obstacle" ? place.what : undefined;
  const parsed = parseManifest(text);
  const wanted = files.map(({ path, text: content, mode, isOnce }) => ({
    path,
    text: content,
    mode,
    isOnce,
    hash: hashOf(content),
  }));
  const find = (path: string): Found => folder.find(path);
  const { manifest, foreign } = withoutForeign(parsed.entries, { files, isPartial, isInput }, find);
  const statuses = compareFiles({ wanted, manifest, find, isInput, hasOrphans: !isPartial, hashOf });
  const known = { manifest, wanted, isPartial, manifestObstacle };
  const after = manifestAfter(
    known,
    statuses.filter((file) => file.state === "unsafe"),
  );
  const isNeeded = manifestObstacle === undefined && (after.size > 0 || text !== undefined);
  const manifestText = { found: text, wanted: isNeeded ? formatManifest(after) : undefined };
  const manifestProblem = parsed.problem ?? foreignProblem(foreign);
  return {
    ...known,
    files: withManifestStatus(statuses, manifestText, manifestObstacle),
    manifestProblem,
    manifestText,
  };
}

/**
 * Removes entries that varai-gen cannot have written from a manifest: inputs of the specification, and files without the
 * heading of generated files. They never count as orphans.
 */
function withoutForeign(
  manifest: Manifest,
  { files, isPartial, isInput }: Expected,
  find: (path: string) => Found,
): { readonly manifest: Manifest; readonly foreign: readonly string[] } {
  const wanted = new Set(files.map((file) => file.path));
  const isForeign = (path: string): boolean => {
    if (wanted.has(path)) return false;
    if (isInput(path)) return true;
    const found = isPartial ? undefined : find(path);
    return found?.kind === "file" && !mayBeGenerated(path, found.text);
  };
  const foreign = [...manifest.keys()].filter(isForeign);
  return { manifest: new Map([...manifest].filter(([path]) => !foreign.includes(path))), foreign };
}

function foreignProblem(paths: readonly string[]): string | undefined {
  const names = paths.map((path) => `'${path}'`).join(", ");
  return paths.length === 0 ? undefined : `it lists ${names}, which varai-gen did not write`;
}

/** Lists the manifest as a file if it alone is out of date. Otherwise its status follows from the other files. */
function withManifestStatus(
  files: readonly FileStatus[],
  { found, wanted }: FolderStatus["manifestText"],
  obstacle: string | undefined,
): readonly FileStatus[] {
  const status = (state: FileStatus["state"]): readonly FileStatus[] => [
    { path: manifestName, state, wanted: undefined, text: found, isExecutable: false, detail: obstacle },
    ...files,
  ];
  if (obstacle !== undefined) return status("unsafe");
  if (found === wanted || files.some((file) => file.state !== "current")) return files;
  return status(found === undefined ? "missing" : "stale");
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

/** The manifest after the update: written files, and the old entries of files that were not changed. */
function manifestAfter(
  { wanted, manifest, isPartial }: Pick<FolderStatus, "wanted" | "manifest" | "isPartial">,
  leftAlone: readonly FileStatus[],
): Manifest {
  const kept = new Set(leftAlone.map((file) => file.path));
  const entries = new Map<string, readonly ManifestEntry[]>();
  for (const { path, hash, mode, isOnce } of wanted) {
    if (isOnce || mode === privateMode) continue;
    const known = manifest.get(path);
    if (!kept.has(path)) entries.set(path, [{ hash, mode }]);
    else if (known) entries.set(path, known);
  }
  // Edited orphans keep their entry, and so do files outside of a partial compilation.
  const wantedPaths = new Set(wanted.map((file) => file.path));
  for (const [path, known] of manifest) {
    if (!wantedPaths.has(path) && (isPartial || kept.has(path))) entries.set(path, known);
  }
  return entries;
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
