import { isSafePath, type RepositoryReader } from "../source/host.ts";

/** The size of the largest manifest, in bytes. A longer file is cut off, which makes JSON and XML unreadable. */
const manifestLimit = 1 << 20;

/** The number of bytes that are read of a lock file. */
export const lockfileLimit = 1 << 24;

/** How many files and folders are looked at in all, and how many folders lie between the root of a search and a file. */
const maxLookups = 20_000;
const maxDepth = 6;

/** Folders without source code of the project: dependencies, build output, and the state of tools. */
const skipped = new Set(
  ".git .gradle .idea .next .nuxt .output .svelte-kit .tox .venv .yarn bin build dist node_modules obj out target testdata vendor venv __pycache__".split(
    " ",
  ),
);

/** The files of a repository. Each file and folder is read once, within bounds on their size and number. */
export class Repository {
  readonly #reader: RepositoryReader;
  readonly #files = new Map<string, string | undefined>();
  readonly #folders = new Map<string, readonly string[] | undefined>();
  #lookups = 0;

  constructor(reader: RepositoryReader) {
    this.#reader = reader;
  }

  /** The text of a file, without a byte order mark; undefined if it does not exist. */
  read(path: string, limit = manifestLimit): string | undefined {
    if (!this.#files.has(path)) {
      const bytes = this.hasFile(path) ? this.#reader.read(path, limit) : undefined;
      this.#files.set(path, bytes && new TextDecoder().decode(bytes));
    }
    return this.#files.get(path);
  }

  /** The sorted names in a folder, of which those of folders end with `/`; undefined if it does not exist. */
  list(folder: string): readonly string[] | undefined {
    if (!this.#folders.has(folder)) this.#folders.set(folder, this.#lookUp(folder));
    return this.#folders.get(folder);
  }

  #lookUp(folder: string): readonly string[] | undefined {
    if (folder !== "." && !isSafePath(folder)) return undefined;
    if (this.#lookups >= maxLookups) return undefined;
    // A folder is looked up in its parent first: the case of letters counts, on every file system.
    if (folder !== "." && !this.list(parentOf(folder))?.includes(`${nameOf(folder)}/`)) return undefined;
    const names = this.#reader.list(folder);
    this.#lookups += names?.length ?? 1;
    return names;
  }

  /** Whether a file exists under this name, in this case of letters. */
  hasFile(path: string): boolean {
    return isSafePath(path) && this.list(parentOf(path))?.includes(nameOf(path)) === true;
  }

  /** Whether a file or folder exists. */
  has(path: string): boolean {
    return this.hasFile(path) || this.list(path) !== undefined;
  }

  /** Whether an existing file is executable. */
  isExecutable(path: string): boolean {
    return this.hasFile(path) && this.#reader.isExecutable(path);
  }

  /** The existing path that differs from a missing one in the case of letters alone. */
  otherCase(path: string): string | undefined {
    if (!isSafePath(path) || this.has(path)) return undefined;
    const found = path.split("/").reduce<string | undefined>((folder, part) => {
      const names = folder === undefined ? [] : (this.list(folder) ?? []);
      const bare = names.map((name) => name.replace(/\/$/, ""));
      const name = bare.includes(part) ? part : bare.find((one) => one.toLowerCase() === part.toLowerCase());
      return name === undefined || folder === undefined ? undefined : joinPath(folder, name);
    }, ".");
    return found;
  }

  /** The paths of the files below a folder that `isWanted` by their names, sorted. Skips dependencies and build output. */
  find(folder: string, isWanted: (name: string) => boolean, depth = maxDepth): readonly string[] {
    const names = this.list(folder) ?? [];
    return names
      .flatMap((name) => {
        if (!name.endsWith("/")) return isWanted(name) ? [joinPath(folder, name)] : [];
        const bare = name.slice(0, -1);
        return depth === 0 || skipped.has(bare) ? [] : this.find(joinPath(folder, bare), isWanted, depth - 1);
      })
      .sort();
  }
}

/** A path below a folder: `.` + `a` -> `a`. `..` in the path leads out of the folder. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = folder === "." ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/") || ".";
}

/** The folder of a file. */
export function parentOf(path: string): string {
  return path.split("/").slice(0, -1).join("/") || ".";
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}
