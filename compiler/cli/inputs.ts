import { readdirSync, readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { hashOf } from "../output/folder.ts";

/** A file or a folder that a specification was read from; `hash` is null where there was none. */
export interface Input {
  /** Relative to the working directory. */
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly hash: string | null;
}

/** The bytes of a file; undefined: there is none. */
export function readIfFile(path: string): Uint8Array | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
}

/** The paths of the files below a folder, relative to it and sorted; undefined: there is none. */
export function listFiles(folder: string): readonly string[] | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, resolve(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** The hash of what is at a path now: of the bytes of a file, of the names of a folder's files. */
export function hashOfInput(cwd: string, { path, kind }: Pick<Input, "path" | "kind">): string | null {
  const full = resolve(cwd, path);
  const content = kind === "file" ? readIfFile(full) : listFiles(full)?.join("\n");
  return content === undefined ? null : hashOf(content);
}
