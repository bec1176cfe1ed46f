import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { SpecSource } from "../source/host.ts";
import { Boundary } from "./boundary.ts";
import { Failure } from "./failure.ts";
import { type Input, Inputs } from "./inputs.ts";
import type { Terminal } from "./terminal.ts";

/** A specification on disk. */
export interface SpecFile {
  readonly source: SpecSource;
  /** Its folder, absolute. */
  readonly folder: string;
  /** All files and folders that were read or looked up so far. */
  inputs(): readonly Input[];
  /** The full paths of these files, including missing ones. */
  files(): readonly string[];
}

/** The default paths of a specification. */
const defaultPaths = ["platform.yaml", "spec/platform.yaml"];

/** The specifications of a command: the given paths and patterns, or the default path. */
export async function findSpecs(
  { cwd, input }: Pick<Terminal, "cwd" | "input">,
  named: readonly string[],
): Promise<readonly SpecFile[]> {
  if (named.includes("-")) return [specFromInput(cwd, named, input?.())];
  const paths = named.length > 0 ? await expandPatterns(cwd, named) : defaultSpec(cwd);
  // A file that appears at an earlier default path would be used instead, so these count as inputs.
  const passed = named.length > 0 ? [] : defaultPaths.slice(0, defaultPaths.indexOf(paths[0] ?? ""));
  for (const path of paths) {
    const isFile = statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile();
    if (!isFile) throw new Failure(`'${path}' is not a file`);
  }
  return paths.map((path) => specFile(cwd, path, passed));
}

/**
 * A specification from standard input. It takes the place of the default file: its name, its folder, what it includes and its
 * output are the same.
 */
function specFromInput(cwd: string, named: readonly string[], bytes: Uint8Array | undefined): SpecFile {
  if (named.length > 1) throw new Failure("--spec - cannot be combined with other specifications");
  if (!bytes || bytes.length === 0)
    throw new Failure("standard input is empty", "Pipe a specification into the command.");
  const path = defaultPaths.find((candidate) => existsSync(resolve(cwd, candidate))) ?? "platform.yaml";
  const file = specFile(cwd, path, []);
  const read = (wanted: string): Uint8Array | undefined => (wanted === path ? bytes : file.source.read(wanted));
  return { ...file, source: { ...file.source, path, read } };
}

function defaultSpec(cwd: string): readonly string[] {
  const path = defaultPaths.find((candidate) => existsSync(resolve(cwd, candidate)));
  if (path !== undefined) return [path];
  const above = specAbove(cwd);
  throw new Failure(
    "no platform.yaml or spec/platform.yaml found",
    above === undefined
      ? "Create platform.yaml, or pass the path of a specification: --spec path/to/platform.yaml"
      : `Run the command in a folder above, or pass its specification: --spec ${above}`,
  );
}

/** The default specification of the nearest folder above, relative to `cwd`. */
function specAbove(cwd: string): string | undefined {
  for (let folder = dirname(cwd); ; folder = dirname(folder)) {
    const path = defaultPaths.map((name) => resolve(folder, name)).find((candidate) => existsSync(candidate));
    if (path !== undefined) return relative(cwd, path);
    if (folder === dirname(folder)) return undefined;
  }
}

async function expandPatterns(cwd: string, named: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const name of named) {
    const isThere = existsSync(resolve(cwd, name));
    const matching = isThere ? [name] : /[*{[]/.test(name) ? await glob(cwd, name) : [];
    if (matching.length === 0) throw new Failure(`no specification matches '${name}'`);
    paths.push(...matching);
  }
  return [...new Set(paths)];
}

async function glob(cwd: string, pattern: string): Promise<readonly string[]> {
  const { default: fastGlob } = await import("fast-glob");
  return (await fastGlob(pattern, { cwd, ignore: ["**/node_modules/**"] })).sort();
}

function specFile(cwd: string, path: string, passed: readonly string[]): SpecFile {
  const full = resolve(cwd, path);
  const shown = display(cwd, full);
  const boundary = new Boundary(cwd, dirname(full));
  const inputs = new Inputs(cwd, boundary);
  for (const place of passed) inputs.read(place);
  const source: SpecSource = {
    path: shown,
    // The command line names the entry file, which may be anywhere.
    read: (wanted) => inputs.read(wanted, wanted === shown),
    list: (folder) => inputs.list(folder),
    contains: (wanted) => boundary.contains(resolve(cwd, wanted)),
    repository: (root) => inputs.repositoryAt(root),
  };
  return {
    source,
    folder: resolve(full, ".."),
    inputs: () => inputs.all(),
    files: () => inputs.files().map((wanted) => resolve(cwd, wanted)),
  };
}

/** A path for messages: relative if it is below the working directory. */
export function display(cwd: string, path: string): string {
  const short = relative(cwd, path).replaceAll("\\", "/");
  return short === "" ? "." : isAbsolute(short) ? path.replaceAll("\\", "/") : short;
}
