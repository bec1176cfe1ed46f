import type { OutputFile } from "../render/render.ts";
import { actionFor, compareFiles, type FileStatus, type Found, privateMode, type Wanted } from "./changes.ts";
import { withMissingKeys } from "./env-file.ts";
import { type Folder, hashOf } from "./folder.ts";
import { mayBeGenerated } from "./heading.ts";
import { formatManifest, type Manifest, type ManifestEntry, manifestName, parseManifest } from "./manifest.ts";

/** How the output folder stands against what a specification compiles to. */
export interface Standing {
  /** By path. */
  readonly files: readonly FileStatus[];
  readonly manifest: Manifest;
  /** What is wrong with the manifest. */
  readonly manifestProblem: string | undefined;
  /** What is in the place of the manifest, and has to go before anything is written. */
  readonly manifestObstacle: string | undefined;
  /** The manifest on disk, and as it is once all that can be done is done; undefined where there is none. */
  readonly manifestText: { readonly found: string | undefined; readonly wanted: string | undefined };
  readonly wanted: readonly Wanted[];
  /** Whether only a part of the specification was compiled. */
  readonly isPartial: boolean;
}

/** What is compared with a folder. */
export interface Expected {
  readonly files: readonly OutputFile[];
  /** Whether only a part of the specification was compiled. */
  readonly isPartial: boolean;
  /** Whether a path is that of a file that the specification is read from. */
  readonly isInput: (path: string) => boolean;
}

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

/** Compares the folder with the files of a compilation. Reads; writes nothing. */
export function compareFolder(folder: Folder, { files, isPartial, isInput }: Expected): Standing {
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
 * A manifest without what varai-gen has not written, whatever it says: files that the specification is read from, and
 * files without its heading. They are nobody's orphans.
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
  return paths.length === 0 ? undefined : `it names ${names}, which varai-gen did not write`;
}

/** A manifest that alone is not as it should be counts as a file that is not; otherwise it follows from the others. */
function withManifestStatus(
  files: readonly FileStatus[],
  { found, wanted }: Standing["manifestText"],
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

/** Every wanted file that is as it should be, and what stays known of the others. */
function manifestAfter(
  { wanted, manifest, isPartial }: Pick<Standing, "wanted" | "manifest" | "isPartial">,
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
  // Orphans that somebody edited stay known as once generated; so does everything that was not looked at.
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
