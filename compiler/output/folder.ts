import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import type { Found } from "./changes.ts";
import { createFolder, isAnotherRunning, removeIfEmpty, splitPath, statusAt, writeNew } from "./disk.ts";

/** A file to write. */
export interface NewFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly mode: number;
}

/** Files that are complete on disk under temporary names. */
export interface Staged {
  /** Puts the files in place, each atomically. */
  commit(): void;
}

/**
 * The output folder. Nothing outside of it is read, written or deleted: paths with `..` and paths through a link are
 * refused. Files are replaced atomically.
 */
export class Folder {
  readonly #root: string;
  /** Caches whether a parent folder is a link. Cleared before each write. */
  readonly #links = new Map<string, boolean>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Looks up a path. A path through a link is an obstacle. */
  find(path: string): Found {
    const link = this.#linkOnTheWay(path);
    if (link !== undefined) return this.#obstacle(path, `'${link}' is a symbolic link`);
    const status = statusAt(this.#full(path));
    if (!status) return this.#fileOnTheWay(path);
    if (status.isSymbolicLink()) return this.#obstacle(path, "it is a symbolic link");
    if (!status.isFile())
      return this.#obstacle(path, status.isDirectory() ? "it is a folder" : "it is not a regular file");
    const bytes = readFileSync(this.#full(path));
    return {
      kind: "file",
      bytes,
      text: bytes.toString("utf8"),
      // Computed only if the text differs.
      get hash() {
        return hashOf(bytes);
      },
      mode: status.mode & 0o777,
      isExecutable: process.platform === "win32" || (status.mode & 0o100) !== 0,
    };
  }

  /** The text of a file; undefined if it does not exist. */
  read(path: string): string | undefined {
    const found = this.find(path);
    return found.kind === "file" ? found.text : undefined;
  }

  /** Writes a file. */
  write(path: string, content: string | Uint8Array, mode: number): void {
    this.stage([{ path, content, mode }]).commit();
  }

  /**
   * Writes files under temporary names next to their places. If one of them cannot be written, for example because the disk is
   * full, none is kept. `commit` puts them in place.
   */
  stage(files: readonly NewFile[]): Staged {
    const staged: { readonly temporary: string; readonly path: string }[] = [];
    const created: string[] = [];
    const discard = (): void => {
      for (const { temporary } of staged) rmSync(temporary, { force: true });
      for (const folder of created.toReversed()) removeIfEmpty(folder);
    };
    try {
      for (const { path, content, mode } of files) {
        this.#refuseObstacles(path);
        const [folder, name] = splitPath(this.#full(path));
        created.push(...createFolder(folder));
        const temporary = `${folder}/.${name}.varai-gen-${process.pid}`;
        rmSync(temporary, { force: true });
        staged.push({ temporary, path });
        writeNew(temporary, content, mode);
      }
    } catch (error) {
      discard();
      throw error;
    }
    return { commit: () => this.#commit(staged) };
  }

  #commit(staged: readonly { readonly temporary: string; readonly path: string }[]): void {
    try {
      for (const { temporary, path } of staged) {
        this.#refuseObstacles(path);
        renameSync(temporary, this.#full(path));
      }
    } catch (error) {
      for (const { temporary } of staged) rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Deletes a file and the folders that become empty. A file that another run has deleted is not an error. */
  delete(path: string): void {
    this.#refuseObstacles(path);
    rmSync(this.#full(path), { force: true });
    const folders = path.split("/").slice(0, -1);
    for (let depth = folders.length; depth > 0; depth--) {
      if (!removeIfEmpty(this.#full(folders.slice(0, depth).join("/")))) return;
    }
  }

  /** Removes temporary files of interrupted runs. */
  removeLeftovers(paths: Iterable<string>): void {
    const folders = new Set<string>();
    for (const path of paths) {
      if (this.#linkOnTheWay(path) === undefined) folders.add(splitPath(this.#full(path))[0]);
    }
    for (const folder of folders) {
      // The output folder itself may be a link.
      if (!statusAt(`${folder}/.`)?.isDirectory()) continue;
      for (const name of readdirSync(folder)) {
        const [, pid] = /^\..+\.varai-gen-(\d+)$/.exec(name) ?? [];
        if (pid !== undefined && !isAnotherRunning(Number(pid))) rmSync(`${folder}/${name}`, { force: true });
      }
    }
  }

  #full(path: string): string {
    return `${this.#root}/${path}`;
  }

  #linkOnTheWay(path: string): string | undefined {
    return this.#parentsOf(path).find((parent) => this.#isLink(parent));
  }

  #isLink(path: string): boolean {
    const known = this.#links.get(path);
    if (known !== undefined) return known;
    const isLink = statusAt(this.#full(path))?.isSymbolicLink() ?? false;
    this.#links.set(path, isLink);
    return isLink;
  }

  #fileOnTheWay(path: string): Found {
    const file = this.#parentsOf(path).find((parent) => statusAt(this.#full(parent))?.isFile());
    return file === undefined ? { kind: "nothing" } : this.#obstacle(path, `'${file}' is a file`);
  }

  #obstacle(path: string, what: string): Found {
    const full = this.#full(path);
    return { kind: "obstacle", what, isLinkToFile: existsSync(full) && statSync(full).isFile() };
  }

  #parentsOf(path: string): readonly string[] {
    const parts = path.split("/");
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
  }

  #refuseObstacles(path: string): void {
    this.#links.clear();
    const link = this.#linkOnTheWay(path);
    if (link !== undefined) throw new Error(`${path}: '${link}' is a link`);
  }
}

/** SHA-256, in hexadecimal. */
export function hashOf(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
