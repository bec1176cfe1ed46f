import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { hashOf } from "../output/folder.ts";
import type { RepositoryReader } from "../source/host.ts";
import type { Boundary } from "./boundary.ts";
import { readStart, repositoryAt } from "./repository.ts";

/** What a compilation read: a file, or the names of all files below a folder. */
interface FileInput {
  /** Relative to the working directory. */
  readonly path: string;
  readonly kind: "file" | "folder";
  /** Whether the command line names it, so that it may be outside the repository. */
  readonly isNamed?: boolean;
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
type Content = Uint8Array | string | undefined;

/** How much of a file is read, in bytes, and how many files of a folder are listed. Larger ones are refused by their readers. */
const limits = { bytes: 8 * 1024 * 1024, files: 10_000 };

/** The current hash of what a compilation read. */
export function hashOfInput(cwd: string, boundary: Boundary, input: Unhashed): string | null {
  return hashOfContent(contentOf(cwd, boundary, input));
}

function hashOfContent(content: Content): string | null {
  return content === undefined ? null : hashOf(content);
}

function contentOf(cwd: string, boundary: Boundary, input: Unhashed): Content {
  switch (input.kind) {
    case "file":
      return readFile(resolve(cwd, input.path), input.isNamed ? undefined : boundary);
    case "folder":
      return listFiles(resolve(cwd, input.path), boundary)?.join("\n");
    case "start":
      return readerAt(cwd, boundary, input.root)?.read(input.path, input.limit ?? 0);
    case "names":
      return readerAt(cwd, boundary, input.root)?.list(input.path)?.join("\n");
    case "mode":
      return String(readerAt(cwd, boundary, input.root)?.isExecutable(input.path) ?? false);
  }
}

/** The bytes of a regular file; undefined if there is none, or none inside. */
function readFile(path: string, boundary: Boundary | undefined): Uint8Array | undefined {
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() && boundary?.contains(path) !== false;
  return isThere ? readStart(path, limits.bytes) : undefined;
}

/** The sorted relative paths of all files below a folder, links followed; undefined if it does not exist inside. */
function listFiles(folder: string, boundary: Boundary): readonly string[] | undefined {
  if (!boundary.contains(folder) || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const found: string[] = [];
  for (const path of filesIn(folder, "", [], boundary)) if (found.push(path) >= limits.files) break;
  return found.sort();
}

/** Links to a parent folder and out of the repository are skipped. A dangling link counts as a missing file. */
function* filesIn(folder: string, prefix: string, above: readonly string[], boundary: Boundary): Iterable<string> {
  const real = realpathSync(folder);
  if (above.includes(real) || !boundary.contains(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = resolve(folder, name);
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    if (isFolder) yield* filesIn(path, `${prefix}${name}/`, [...above, real], boundary);
    else yield prefix + name;
  }
}

function readerAt(cwd: string, boundary: Boundary, root: string): RepositoryReader | undefined {
  const folder = resolve(cwd, root);
  return boundary.contains(folder) ? repositoryAt(folder) : undefined;
}

/** Everything that a compilation reads, with its content at that moment: a file may be saved while it runs. */
export class Inputs {
  readonly #cwd: string;
  readonly #boundary: Boundary;
  readonly #read = new Map<string, { readonly input: Unhashed; readonly content: Content }>();

  constructor(cwd: string, boundary: Boundary) {
    this.#cwd = cwd;
    this.#boundary = boundary;
  }

  /** The bytes of a file; undefined if it does not exist. The command line may name files outside the repository. */
  read(path: string, isNamed = false): Uint8Array | undefined {
    const input: FileInput = { kind: "file", path, ...(isNamed && { isNamed }) };
    return this.#keep(input, contentOf(this.#cwd, this.#boundary, input) as Uint8Array | undefined);
  }

  /** The sorted paths of the files below a folder, relative to it; undefined if it does not exist. */
  list(folder: string): readonly string[] | undefined {
    const found = listFiles(resolve(this.#cwd, folder), this.#boundary);
    this.#keep({ kind: "folder", path: folder }, found?.join("\n"));
    return found;
  }

  /** A repository whose reads are kept. `root` is relative to the working directory. */
  repositoryAt(root: string): RepositoryReader {
    const reader = readerAt(this.#cwd, this.#boundary, root);
    return {
      read: (path, limit) => this.#keep({ kind: "start", path, root, limit }, reader?.read(path, limit)),
      list: (path) => {
        const names = reader?.list(path);
        this.#keep({ kind: "names", path, root }, names?.join("\n"));
        return names;
      },
      isExecutable: (path) => {
        const isExecutable = reader?.isExecutable(path) ?? false;
        this.#keep({ kind: "mode", path, root }, String(isExecutable));
        return isExecutable;
      },
    };
  }

  /** Everything that was read. */
  all(): readonly Input[] {
    return [...this.#read.values()].map(({ input, content }) => ({ ...input, hash: hashOfContent(content) }));
  }

  /** The paths of the files of the specification, relative to the working directory. */
  files(): readonly string[] {
    return [...this.#read.values()].flatMap(({ input }) => (input.kind === "file" ? [input.path] : []));
  }

  /** Keeps the content of the first time. */
  #keep<T extends Content>(input: Unhashed, content: T): T {
    const key = JSON.stringify(input);
    if (!this.#read.has(key)) this.#read.set(key, { input, content });
    return content;
  }
}
