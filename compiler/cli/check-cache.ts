import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { isBlocked } from "../output/changes.ts";
import { Folder, hashOf } from "../output/folder.ts";
import { Boundary } from "./boundary.ts";
import { hashOfInput, type Input } from "./inputs.ts";

/** The output of a successful `check`, without colours. */
export interface CheckOutput {
  readonly out: string;
  readonly err: string;
}

/**
 * Everything that the result of `check` depends on: the build of varai-gen, its inputs, and the up-to-date output.
 * Compilation is a pure function, so the result holds as long as all of these are unchanged.
 */
interface CheckCache {
  /** The hash of the bundled command. */
  readonly build: string;
  readonly inputs: readonly Input[];
  /** The output folder, relative to the working directory. */
  readonly output: string;
  readonly files: readonly OutputState[];
  /** Private files. They may be missing, but nothing else may be in their place. */
  readonly privates: readonly string[];
  readonly result: CheckOutput;
}

/** A file of the output. A file that belongs to the user must exist, but has no hash. */
interface OutputState {
  readonly path: string;
  readonly hash: string | null;
  readonly isExecutable: boolean;
}

/** The cache folder of Node tools (https://github.com/sindresorhus/find-cache-dir). */
const modules = "node_modules";
const place = `${modules}/.cache/varai-gen/check.json`;

/**
 * Caches the result of `check` for an up-to-date output in `node_modules`, if that folder exists. The cache is optional, so
 * a failed write is ignored. `bundle` is the path of the bundled command, `files` are the files that `check` compares. A file may be
 * saved while this runs, so the hashes are those of the text that was compiled.
 */
export function writeCheckCache(
  { cwd, bundle }: { readonly cwd: string; readonly bundle: string },
  { inputs, output, privates, result }: Omit<CheckCache, "build" | "files">,
  files: readonly {
    readonly path: string;
    readonly text?: string;
    readonly mode?: number;
    readonly isOnce?: boolean;
  }[],
): void {
  if (!statSync(resolve(cwd, modules), { throwIfNoEntry: false })?.isDirectory()) return;
  const path = resolve(cwd, place);
  try {
    const folder = new Folder(resolve(cwd, output));
    const states = files.map(({ path: file, text, mode = 0, isOnce = false }) =>
      text === undefined || isOnce
        ? stateOf(folder, file, isOnce)
        : { path: file, hash: hashOf(text), isExecutable: process.platform === "win32" || (mode & 0o100) !== 0 },
    );
    const cache: CheckCache = { build: hashOf(readFileSync(bundle)), inputs, output, files: states, privates, result };
    mkdirSync(resolve(path, ".."), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(cache));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // The next check compiles.
  }
}

/** The cached result of `check`; undefined when there is none or it is outdated. */
export function readCheckCache(cwd: string, build: string): CheckOutput | undefined {
  try {
    const { inputs, output, files, privates, result, ...cache } = JSON.parse(
      readFileSync(resolve(cwd, place), "utf8"),
    ) as CheckCache;
    if (cache.build !== build || !areUnchanged(cwd, inputs)) return undefined;
    const folder = new Folder(resolve(cwd, output));
    const isSame = ({ path, hash, isExecutable }: OutputState): boolean => {
      const now = stateOf(folder, path, hash === null);
      return now.hash === hash && now.isExecutable === isExecutable;
    };
    return files.every(isSame) && !privates.some((path) => isBlocked(folder.find(path))) ? result : undefined;
  } catch {
    return undefined;
  }
}

function areUnchanged(cwd: string, inputs: readonly Input[]): boolean {
  const entry = inputs.find((input) => input.kind === "file" && input.isNamed);
  const boundary = new Boundary(cwd, resolve(cwd, entry?.path ?? ".", ".."));
  return inputs.every((input) => hashOfInput(cwd, boundary, input) === input.hash);
}

/** The current state of a file. Throws when it does not exist or is not a file. */
function stateOf(folder: Folder, path: string, isOnce: boolean): OutputState {
  const found = folder.find(path);
  if (found.kind === "nothing") throw new Error(`${path} does not exist`);
  if (isOnce) return { path, hash: null, isExecutable: false };
  if (found.kind === "obstacle") throw new Error(`${path}: ${found.what}`);
  return { path, hash: found.hash, isExecutable: found.isExecutable };
}
