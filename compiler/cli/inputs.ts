import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { hashOf } from "../output/folder.ts";
import type { RepositoryReader } from "../source/host.ts";
import { repositoryAt } from "./repository.ts";

/** What a compilation read: a file, or the names of all files below a folder. */
interface FileInput {
  /** Relative to the working directory. */
  readonly path: string;
  readonly kind: "file" | "folder";
}

/** What a compilation read of a repository: the start of a file, the names in a folder, or whether a file is executable. */
interface RepositoryInput {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly kind: "start" | "names" | "mode";
  /** The root of the repository, relative to the working directory. */
  readonly root: string;
  /** The number of bytes of a start. */
  readonly limit?: number;
}

/** What a compilation read; `hash` is null if it did not exist. */
export type Input = (FileInput | RepositoryInput) & { readonly hash: string | null };

type Unhashed = FileInput | RepositoryInput;

/** The bytes of a file; undefined if it does not exist. */
export function readIfFile(path: string): Uint8Array | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
}

/** The sorted relative paths of all files below a folder, links followed; undefined if it does not exist. */
export function listFiles(folder: string): readonly string[] | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return [...filesIn(folder, "", [])].sort();
}

/** A link to a parent folder is skipped. A dangling link counts as a missing file. */
function* filesIn(folder: string, prefix: string, above: readonly string[]): Iterable<string> {
  const real = realpathSync(folder);
  if (above.includes(real)) return;
  for (const name of readdirSync(folder)) {
    const path = resolve(folder, name);
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    if (isFolder) yield* filesIn(path, `${prefix}${name}/`, [...above, real]);
    else yield prefix + name;
  }
}

/** The current hash of what a compilation read. */
export function hashOfInput(cwd: string, input: Unhashed): string | null {
  const content = contentOf(cwd, input);
  return content === undefined ? null : hashOf(content);
}

function contentOf(cwd: string, input: Unhashed): Uint8Array | string | undefined {
  switch (input.kind) {
    case "file":
      return readIfFile(resolve(cwd, input.path));
    case "folder":
      return listFiles(resolve(cwd, input.path))?.join("\n");
    case "start":
      return repositoryAt(resolve(cwd, input.root)).read(input.path, input.limit ?? 0);
    case "names":
      return repositoryAt(resolve(cwd, input.root)).list(input.path)?.join("\n");
    case "mode":
      return String(repositoryAt(resolve(cwd, input.root)).isExecutable(input.path));
  }
}

/** Everything that a compilation read so far, with its current hash. */
export class Inputs {
  readonly #cwd: string;
  readonly #read = new Map<string, Unhashed>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** Adds a file or folder. */
  add(input: Unhashed): void {
    this.#read.set(JSON.stringify(input), input);
  }

  /** A repository whose reads are added. `root` is relative to the working directory. */
  repositoryAt(root: string): RepositoryReader {
    const reader = repositoryAt(resolve(this.#cwd, root));
    return {
      read: (path, limit) => {
        this.add({ kind: "start", path, root, limit });
        return reader.read(path, limit);
      },
      list: (path) => {
        this.add({ kind: "names", path, root });
        return reader.list(path);
      },
      isExecutable: (path) => {
        this.add({ kind: "mode", path, root });
        return reader.isExecutable(path);
      },
    };
  }

  /** Everything that was added, with hashes. */
  list(): readonly Input[] {
    return [...this.#read.values()].map((input) => ({ ...input, hash: hashOfInput(this.#cwd, input) }));
  }

  /** The paths of the files of the specification, relative to the working directory. */
  files(): readonly string[] {
    return [...this.#read.values()].filter(({ kind }) => kind === "file").map(({ path }) => path);
  }
}
