import type { OutputFile } from "../render/render.ts";
import { actionFor, compareFiles, type FileStatus, privateMode, type Wanted } from "./changes.ts";
import { withMissingKeys } from "./env-file.ts";
import { type Folder, hashOf } from "./folder.ts";
import { formatManifest, type Manifest, type ManifestEntry, manifestName, parseManifest } from "./manifest.ts";

/** How the output folder stands against what a specification compiles to. */
export interface Standing {
  /** By path. */
  readonly files: readonly FileStatus[];
  readonly manifest: Manifest;
  /** What is wrong with the manifest. */
  readonly manifestProblem: string | undefined;
  /** The manifest on disk, and as it is once all that can be done is done; undefined where there is none. */
  readonly manifestText: { readonly found: string | undefined; readonly wanted: string | undefined };
  readonly wanted: readonly Wanted[];
  /** Whether only a part of the specification was compiled. */
  readonly isPartial: boolean;
}

/** What was done about each file. */
export interface Outcome {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  /** Left as they are, because somebody's work is in them. */
  readonly kept: readonly FileStatus[];
  readonly unchanged: number;
}

/** Compares the folder with the files of a compilation. Reads; writes nothing. */
export function compareFolder(folder: Folder, files: readonly OutputFile[], isPartial: boolean): Standing {
  const text = folder.read(manifestName);
  const { entries: manifest, problem } = parseManifest(text);
  const wanted = files.map(({ path, text: content, mode, isOnce }) => ({
    path,
    text: content,
    mode,
    isOnce,
    hash: hashOf(content),
  }));
  const statuses = compareFiles({
    wanted,
    manifest,
    find: (path) => folder.find(path),
    hasOrphans: !isPartial,
    hashOf,
  });
  const known = { manifest, wanted, isPartial };
  const after = manifestAfter(
    known,
    statuses.filter((file) => file.state === "unsafe"),
  );
  const isNeeded = after.size > 0 || text !== undefined;
  const manifestText = { found: text, wanted: isNeeded ? formatManifest(after) : undefined };
  return { ...known, files: withManifestStatus(statuses, manifestText), manifestProblem: problem, manifestText };
}

/** A manifest that alone is not as it should be counts as a file that is not; otherwise it follows from the others. */
function withManifestStatus(
  files: readonly FileStatus[],
  { found, wanted }: Standing["manifestText"],
): readonly FileStatus[] {
  if (found === wanted || files.some((file) => file.state !== "current")) return files;
  const state = found === undefined ? "missing" : "stale";
  return [
    { path: manifestName, state, wanted: undefined, text: found, isExecutable: false, detail: undefined },
    ...files,
  ];
}

/**
 * Makes the folder what it should be. The manifest first names both what is there and what will be: if the run is killed
 * at any moment, the next one knows every file as varai-gen's own.
 */
export function applyStanding(folder: Folder, standing: Standing, force: boolean): Outcome {
  const actions = standing.files.map((file) => ({ file, action: actionFor(file.state, force) }));
  const doing = (action: string): readonly FileStatus[] =>
    actions.filter((entry) => entry.action === action).map((entry) => entry.file);
  const outcome: Outcome = {
    created: doing("create").map((file) => file.path),
    updated: doing("update").map((file) => file.path),
    deleted: doing("delete").map((file) => file.path),
    kept: doing("keep"),
    unchanged: doing("nothing").length,
  };
  folder.removeLeftovers([manifestName, ...standing.manifest.keys(), ...standing.wanted.map((file) => file.path)]);
  const written = [...doing("create"), ...doing("update")].filter((file) => file.wanted);
  const final = manifestAfter(standing, outcome.kept);
  if (written.length > 0 || outcome.deleted.length > 0) {
    writeManifest(folder, united(standing.manifest, final));
    for (const { path, wanted } of written) if (wanted) folder.write(path, wanted.text, wanted.mode);
    for (const path of outcome.deleted) folder.delete(path);
  }
  for (const file of standing.wanted) if (file.isOnce) writeOnce(folder, file);
  if (final.size > 0 || standing.manifestText.found !== undefined) writeManifest(folder, final);
  return outcome;
}

/** A file of the user's: created when it is not there. Afterwards, variables are added that it lacks. */
function writeOnce(folder: Folder, { path, text, mode }: Wanted): void {
  const found = folder.find(path);
  if (found.kind === "nothing") folder.write(path, text, mode);
  if (found.kind !== "file" || !/\.env$/.test(path)) return;
  const completed = withMissingKeys(found.text, text);
  if (completed !== undefined) folder.write(path, completed, found.mode);
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
