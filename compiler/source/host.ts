/** A specification to compile, and functions to read its files. The compiler does not access the disk itself. */
export interface SpecSource {
  /** The path of the entry file, as shown in messages. */
  readonly path: string;
  /** The bytes of a file, or undefined if it does not exist. Paths are joined with `/`. */
  read(path: string): Uint8Array | undefined;
  /** The sorted relative paths of the files in a folder, or undefined if it does not exist. For `templates`. */
  list?(folder: string): readonly string[] | undefined;
  /**
   * Whether a file or folder is inside the repository once all links are followed, whether it exists or not. A specification may
   * name only such paths; the command line may name others. Without it, every path is taken to be inside.
   */
  contains?(path: string): boolean;
  /** Reads the platform's repository, whose root is a folder like `.`. Without it, source code is not checked. */
  repository?(root: string): RepositoryReader;
}

/**
 * Reads the source code of services. Paths are relative to the root of the repository, with `/` between folders, and safe
 * (`isSafePath`) or `.`. Only regular files and folders inside the repository exist; a link exists if it leads to one.
 */
export interface RepositoryReader {
  /** The first `limit` bytes of a file, or undefined if it does not exist. */
  read(path: string, limit: number): Uint8Array | undefined;
  /** The sorted names in a folder, of which those of folders end with `/`; undefined if it does not exist. */
  list(folder: string): readonly string[] | undefined;
  /** Whether an existing file is executable. */
  isExecutable(path: string): boolean;
}

/** Resolves a path relative to the folder of a file: `spec/platform.yaml` + `../x.yaml` -> `x.yaml`. */
export function resolveBeside(file: string, relative: string): string {
  const folder = file.split("/").slice(0, -1);
  const joined: string[] = [];
  for (const part of [...folder, ...relative.split("/")]) {
    if (part === "" && joined.length > 0) continue;
    if (part === ".") continue;
    if (part === ".." && joined.length > 0 && joined.at(-1) !== "..") joined.pop();
    else joined.push(part);
  }
  return joined.join("/") || ".";
}

/** A path relative to a parent folder; undefined if it is outside of it. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (folder === ".") return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** A path relative to a folder, both below the same root: `web` + `docker/web.Dockerfile` -> `../docker/web.Dockerfile`. */
export function relativePath(folder: string, path: string): string {
  const [from, to] = [folder, path].map((one) => (one === "." ? [] : one.split("/")));
  if (!from || !to) return path;
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/") || ".";
}

/** Whether a relative path always stays inside its folder. */
export function isSafePath(path: string): boolean {
  const parts = path.split("/");
  return !/[\\\0\n]|^[A-Za-z]:/.test(path) && parts.every((part) => part !== "" && part !== "." && part !== "..");
}
