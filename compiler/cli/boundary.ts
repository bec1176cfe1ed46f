import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";

/**
 * What a specification may name: its repository, the nearest folder with `.git` above it. Without one, the working directory, or
 * the folder of a specification that is elsewhere. A specification may be a stranger's pull request; only the command line names
 * files and folders outside.
 */
export class Boundary {
  readonly #root: string;

  /** `folder` is that of the specification. Both paths are absolute. */
  constructor(cwd: string, folder: string) {
    const [realCwd, realFolder] = [realPath(cwd), realPath(folder)];
    this.#root = repositoryAbove(realFolder) ?? (isBelow(realCwd, realFolder) ? realCwd : realFolder);
  }

  /** Whether an absolute path is inside, once all links are followed. A link to nothing is outside. */
  contains(path: string): boolean {
    return !isDangling(path) && isBelow(this.#root, realPath(path));
  }
}

/** A path with links resolved, as far as it exists. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : resolve(realPath(parent), path.slice(parent.length).replace(/^[/\\]/, ""));
  }
}

function repositoryAbove(folder: string): string | undefined {
  if (existsSync(resolve(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryAbove(parent);
}

function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Whether the path, or a parent of it, is a link to something that does not exist. */
function isDangling(path: string): boolean {
  if (existsSync(path)) return false;
  const parent = dirname(path);
  return (
    lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true || (parent !== path && isDangling(parent))
  );
}
