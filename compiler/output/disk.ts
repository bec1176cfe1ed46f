import { closeSync, fchmodSync, lstatSync, mkdirSync, openSync, rmdirSync, type Stats, writeFileSync } from "node:fs";

/** Writes a file that must not exist yet, so that a link is never followed. */
export function writeNew(path: string, content: string | Uint8Array, mode: number): void {
  const file = openSync(path, "wx", mode);
  try {
    writeFileSync(file, content);
    // The mode does not depend on the umask.
    if (process.platform !== "win32") fchmodSync(file, mode);
  } finally {
    closeSync(file);
  }
}

/** Creates a folder with those above it. Returns the new ones, outermost first. */
export function createFolder(folder: string): readonly string[] {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return [];
  const below = folder.slice(first.length).split("/").filter(Boolean);
  return [first, ...below.map((_, index) => [first, ...below.slice(0, index + 1)].join("/"))];
}

/** Removes an empty folder. Returns false if it stays. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** The status of a full path, without following links; undefined also if a parent is a file. */
export function statusAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** The folder and the name of a path. */
export function splitPath(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf("/");
  return [path.slice(0, slash), path.slice(slash + 1)];
}

/** Whether another process has this id. In a container, all runs may have the same id. */
export function isAnotherRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
