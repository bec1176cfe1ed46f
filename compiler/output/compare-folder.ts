import { compareFiles, type FileStatus, type Found, privateMode, type Wanted } from "./changes.ts";
import { mayBeGenerated } from "./heading.ts";
import { formatManifest, type Manifest, type ManifestEntry, manifestName, parseManifest } from "./manifest.ts";

/** A file that was compiled. */
export type CompiledFile = Omit<Wanted, "hash">;

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
  readonly files: readonly CompiledFile[];
  /** Whether only a part of the specification was compiled. */
  readonly isPartial: boolean;
  /** Whether a path is that of a file that the specification is read from. */
  readonly isInput: (path: string) => boolean;
}

/** How a folder is read. */
export interface FolderReader {
  /** What is at a path, relative to the folder. */
  find(path: string): Found;
  /** SHA-256, in hexadecimal. */
  hashOf(text: string): string;
}

/** Compares a folder with the files of a compilation. Reads; writes nothing. */
export function compareFolder(folder: FolderReader, { files, isPartial, isInput }: Expected): Standing {
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
  const { manifest, foreign } = withoutForeign(parsed.entries, { files, isPartial, isInput }, find);
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

/** Every wanted file that is as it should be, and what stays known of the others. */
export function manifestAfter(
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
