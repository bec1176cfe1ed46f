import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { isBlocked } from "../output/changes.ts";
import { Folder, hashOf } from "../output/folder.ts";
import { hashOfInput, type Input } from "./inputs.ts";

/** What `check` says where there is nothing to complain about, without colours. */
export interface Said {
  readonly out: string;
  readonly err: string;
}

/**
 * All that the verdict of `check` depends on: which varai-gen it was, what it read, and the output as it was when it was
 * up to date. Compiling is a pure function, so as long as all of that is the same, so is the verdict.
 */
interface Memory {
  /** The hash of the bundled command. */
  readonly build: string;
  readonly inputs: readonly Input[];
  /** The output folder, relative to the working directory. */
  readonly output: string;
  readonly files: readonly OutputState[];
  /** What is private may be missing, but nothing else may be in its place. */
  readonly privates: readonly string[];
  readonly said: Said;
}

/** A file of the output. One that belongs to the user only has to be there, and has no hash. */
interface OutputState {
  readonly path: string;
  readonly hash: string | null;
  readonly isExecutable: boolean;
}

/** Where tools of Node keep what they can make again (https://github.com/sindresorhus/find-cache-dir). */
const modules = "node_modules";
const place = `${modules}/.cache/varai-gen/check.json`;

/**
 * Keeps what `check` says about an output that is up to date, in the folder of the project's dependencies; nowhere if
 * there is none. Nothing is lost without it, so a disk that refuses is no error. `bundle` is the path of the bundled
 * command, `files` are those that `check` looks at.
 */
export function remember(
  { cwd, bundle }: { readonly cwd: string; readonly bundle: string },
  { inputs, output, privates, said }: Omit<Memory, "build" | "files">,
  files: readonly { readonly path: string; readonly isOnce?: boolean }[],
): void {
  if (!statSync(resolve(cwd, modules), { throwIfNoEntry: false })?.isDirectory()) return;
  const path = resolve(cwd, place);
  try {
    const folder = new Folder(resolve(cwd, output));
    const states = files.map((file) => stateOf(folder, file.path, file.isOnce === true));
    const memory: Memory = { build: hashOf(readFileSync(bundle)), inputs, output, files: states, privates, said };
    mkdirSync(resolve(path, ".."), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(memory));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // It is compiled again next time.
  }
}

/** What `check` would say; undefined where it has to be found out by compiling. */
export function recall(cwd: string, build: string): Said | undefined {
  try {
    const { inputs, output, files, privates, said, ...memory } = JSON.parse(
      readFileSync(resolve(cwd, place), "utf8"),
    ) as Memory;
    if (memory.build !== build || !inputs.every((input) => hashOfInput(cwd, input) === input.hash)) return undefined;
    const folder = new Folder(resolve(cwd, output));
    const isSame = ({ path, hash, isExecutable }: OutputState): boolean => {
      const now = stateOf(folder, path, hash === null);
      return now.hash === hash && now.isExecutable === isExecutable;
    };
    return files.every(isSame) && !privates.some((path) => isBlocked(folder.find(path))) ? said : undefined;
  } catch {
    return undefined;
  }
}

/** A file as it is now. Throws when it is not there, or something else is. */
function stateOf(folder: Folder, path: string, isOnce: boolean): OutputState {
  const found = folder.find(path);
  if (found.kind === "nothing") throw new Error(`${path} is not there`);
  if (isOnce) return { path, hash: null, isExecutable: false };
  if (found.kind === "obstacle") throw new Error(`${path}: ${found.what}`);
  return { path, hash: found.hash, isExecutable: found.isExecutable };
}
