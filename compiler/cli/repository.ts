import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { RepositoryReader } from "../source/host.ts";

/** A repository on disk. `root` is absolute. */
export function repositoryAt(root: string): RepositoryReader {
  return {
    read: (path, limit) => {
      const file = insideOf(root, path);
      return file !== undefined && statSync(file).isFile() ? readStart(file, limit) : undefined;
    },
    list: (folder) => {
      const full = insideOf(root, folder);
      if (full === undefined || !statSync(full).isDirectory()) return undefined;
      return namesIn(root, full);
    },
    isExecutable: (path) => {
      const file = insideOf(root, path);
      // Windows has no such mode.
      return file !== undefined && (process.platform === "win32" || (statSync(file).mode & 0o100) !== 0);
    },
  };
}

/** The real path of a file or folder; undefined if it does not exist or lies outside of the repository. */
function insideOf(root: string, path: string): string | undefined {
  try {
    const [realRoot, real] = [realpathSync(root), realpathSync(resolve(root, path))];
    return real === realRoot || real.startsWith(realRoot + sep) ? real : undefined;
  } catch {
    return undefined;
  }
}

/** The first `limit` bytes of a file. */
export function readStart(file: string, limit: number): Uint8Array {
  const { size } = statSync(file);
  const bytes = new Uint8Array(Math.min(size, limit));
  const descriptor = openSync(file, "r");
  try {
    const length = readSync(descriptor, bytes, 0, bytes.length, 0);
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function namesIn(root: string, folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const target = entry.isSymbolicLink() ? insideOf(root, resolve(folder, entry.name)) : undefined;
      const state = target === undefined ? entry : statSync(target);
      if (state.isDirectory()) return [`${entry.name}/`];
      return state.isFile() ? [entry.name] : [];
    })
    .sort();
}
