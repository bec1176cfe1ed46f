import { compareFiles, type FileStatus, type Found, privateMode, type Wanted } from "./changes.ts";
import { mayBeGenerated } from "./heading.ts";
import { formatManifest, type Manifest, type ManifestEntry, manifestName, parseManifest } from "./manifest.ts";

/** A file that was compiled. */
export type CompiledFile = Omit<Wanted, "hash">;

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
  readonly files: readonly CompiledFile[];
  /** Whether only a part of the specification was compiled. */
  readonly isPartial: boolean;
  /** Whether a path is an input of the specification. */
  readonly isInput: (path: string) => boolean;
  /** The paths of generated files that are left to the user, whether they exist or not. */
  readonly excluded: ReadonlySet<string>;
}

/** How a folder is read. */
export interface FolderReader {
  /** The content of a path, relative to the folder. */
  find(path: string): Found;
  /** SHA-256, in hexadecimal. */
  hashOf(text: string): string;
}

/** Compares a folder with the files of a compilation. Writes nothing. */
export function compareFolder(folder: FolderReader, expected: Expected): FolderStatus {
  const { files, isPartial, isInput } = expected;
  const place = folder.find(manifestName);
  const text = place.kind === "file" ? place.text : undefined;
  const manifestObstacle = place.kind === "obstacle" ? place.what : undefined;
  const parsed = parseManifest(text);
  const wanted = files.map(({ path, text: content, mode, isOnce }) => ({
    path,
    text: content,
    mode,
    isOnce,
    hash: folder.hashOf(content),
  }));
  const find = (path: string): Found => folder.find(path);
  const { manifest, foreign } = withoutForeign(parsed.entries, expected, find);
  const statuses = compareFiles({ wanted, manifest, find, isInput, hasOrphans: !isPartial, hashOf: folder.hashOf });
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
 * heading of generated files. They never count as orphans, and neither do files that are left to the user.
 */
function withoutForeign(
  manifest: Manifest,
  { files, isPartial, isInput, excluded }: Expected,
  find: (path: string) => Found,
): { readonly manifest: Manifest; readonly foreign: readonly string[] } {
  const wanted = new Set(files.map((file) => file.path));
  const isForeign = (path: string): boolean => {
    if (wanted.has(path)) return false;
    if (isInput(path)) return true;
    const found = isPartial ? undefined : find(path);
    return found?.kind === "file" && !mayBeGenerated(path, found.text);
  };
  const own = [...manifest].filter(([path]) => !excluded.has(path));
  const foreign = own.map(([path]) => path).filter(isForeign);
  return { manifest: new Map(own.filter(([path]) => !foreign.includes(path))), foreign };
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

/** The manifest after the update: written files, and the old entries of files that were not changed. */
export function manifestAfter(
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
