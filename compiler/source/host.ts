/** A specification to compile, and how its files are read. The compiler touches no disk: whoever calls it reads. */
export interface SpecSource {
  /** The entry file, as messages name it. */
  readonly path: string;
  /** The bytes of a file, or undefined when there is none. Paths are joined from `path` with `/`. */
  read(path: string): Uint8Array | undefined;
  /** The paths of the files in a folder, relative to it and sorted, or undefined when there is none. For `templates:`. */
  list?(folder: string): readonly string[] | undefined;
}

/** Joins a path to the folder of the file that names it, as in `spec/platform.yaml` + `../x.yaml` -> `x.yaml`. */
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

/** A path relative to a folder that it is in; undefined where it is in another one. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (folder === ".") return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** Whether a path stays inside of the folder that it is relative to, whatever it is joined with. */
export function isSafePath(path: string): boolean {
  const parts = path.split("/");
  return !/[\\\0\n]|^[A-Za-z]:/.test(path) && parts.every((part) => part !== "" && part !== "." && part !== "..");
}
