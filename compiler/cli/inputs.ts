import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { hashOf } from "../output/folder.ts";

/** A file or folder that a compilation read; `hash` is null if it did not exist. */
export interface Input {
  /** Relative to the working directory. */
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly hash: string | null;
}

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

/** The current hash of a file's bytes, or of the names of a folder's files. */
export function hashOfInput(cwd: string, { path, kind }: Pick<Input, "path" | "kind">): string | null {
  const full = resolve(cwd, path);
  const content = kind === "file" ? readIfFile(full) : listFiles(full)?.join("\n");
  return content === undefined ? null : hashOf(content);
}
