import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import type { Found } from "./changes.ts";

/**
 * The output folder. Nothing is read, written or deleted outside of it: paths that lead elsewhere, through `..` or
 * through a link, are refused. A file is replaced as a whole, so a reader sees the old one or the new one.
 */
export class Folder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** What is at a path. A path that leads through a link is an obstacle. */
  find(path: string): Found {
    const link = this.#linkOnTheWay(path);
    if (link !== undefined) return { kind: "obstacle", what: `'${link}' is a link` };
    const status = lstatSync(this.#full(path), { throwIfNoEntry: false });
    if (!status) return this.#fileOnTheWay(path);
    if (status.isSymbolicLink()) return { kind: "obstacle", what: "it is a link" };
    if (!status.isFile()) return { kind: "obstacle", what: "a folder is in the way" };
    const bytes = readFileSync(this.#full(path));
    return {
      kind: "file",
      text: bytes.toString("utf8"),
      hash: hashOf(bytes),
      isExecutable: process.platform === "win32" || (status.mode & 0o100) !== 0,
    };
  }

  /** The text of a file, or undefined. */
  read(path: string): string | undefined {
    const found = this.find(path);
    return found.kind === "file" ? found.text : undefined;
  }

  /** Writes a file: beside its place, then into its place. */
  write(path: string, text: string, mode: 0o644 | 0o755): void {
    this.#refuseObstacles(path);
    const full = this.#full(path);
    const [folder, name] = splitPath(full);
    mkdirSync(folder, { recursive: true });
    const temporary = `${folder}/.${name}.varai-gen-${process.pid}`;
    const file = openSync(temporary, "w", mode);
    try {
      writeSync(file, text);
      // The mode does not depend on the umask.
      if (process.platform !== "win32") fchmodSync(file, mode);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, full);
  }

  /** Sets the mode of a file. */
  setMode(path: string, mode: 0o644 | 0o755): void {
    this.#refuseObstacles(path);
    chmodSync(this.#full(path), mode);
  }

  /** Deletes a file, and the folders that are empty without it. */
  delete(path: string): void {
    this.#refuseObstacles(path);
    rmSync(this.#full(path));
    const folders = path.split("/").slice(0, -1);
    for (let depth = folders.length; depth > 0; depth--) {
      const folder = this.#full(folders.slice(0, depth).join("/"));
      if (readdirSync(folder).length > 0) return;
      rmdirSync(folder);
    }
  }

  /** Removes what runs that were killed have left beside these files. */
  removeLeftovers(paths: readonly string[]): void {
    const folders = new Set(paths.map((path) => splitPath(this.#full(path))[0]));
    for (const folder of folders) {
      if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
      for (const name of readdirSync(folder)) {
        const [, pid] = /^\..+\.varai-gen-(\d+)$/.exec(name) ?? [];
        if (pid !== undefined && !isRunning(Number(pid))) rmSync(`${folder}/${name}`, { force: true });
      }
    }
  }

  #full(path: string): string {
    return `${this.#root}/${path}`;
  }

  #linkOnTheWay(path: string): string | undefined {
    return this.#parentsOf(path).find((parent) => this.#statusOf(parent)?.isSymbolicLink());
  }

  #fileOnTheWay(path: string): Found {
    const file = this.#parentsOf(path).find((parent) => this.#statusOf(parent)?.isFile());
    return file === undefined ? { kind: "nothing" } : { kind: "obstacle", what: `'${file}' is a file` };
  }

  #parentsOf(path: string): readonly string[] {
    const parts = path.split("/");
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
  }

  #statusOf(path: string): ReturnType<typeof lstatSync> {
    return lstatSync(this.#full(path), { throwIfNoEntry: false });
  }

  #refuseObstacles(path: string): void {
    const link = this.#linkOnTheWay(path);
    if (link !== undefined) throw new Error(`${path}: '${link}' is a link`);
  }
}

/** SHA-256, in hexadecimal. */
export function hashOf(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function splitPath(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf("/");
  return [path.slice(0, slash), path.slice(slash + 1)];
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
