import { existsSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { SpecSource } from "../source/host.ts";
import { Failure } from "./failure.ts";
import { type Input, Inputs, listFiles, readIfFile } from "./inputs.ts";

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
export async function findSpecs(cwd: string, named: readonly string[]): Promise<readonly SpecFile[]> {
  const paths = named.length > 0 ? await expandPatterns(cwd, named) : defaultSpec(cwd);
  // A file that appears at an earlier default path would be used instead, so these count as inputs.
  const passed = named.length > 0 ? [] : defaultPaths.slice(0, defaultPaths.indexOf(paths[0] ?? ""));
  return paths.map((path) => specFile(cwd, path, passed));
}

function defaultSpec(cwd: string): readonly string[] {
  const path = defaultPaths.find((candidate) => existsSync(resolve(cwd, candidate)));
  if (path !== undefined) return [path];
  throw new Failure(
    "no platform.yaml or spec/platform.yaml found",
    "Pass the path of a specification: --spec path/to/platform.yaml",
  );
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
  if (!statSync(full, { throwIfNoEntry: false })?.isFile()) throw new Failure(`'${path}' is not a file`);
  const shown = display(cwd, full);
  const inputs = new Inputs(cwd);
  for (const place of passed) inputs.add({ kind: "file", path: place });
  const source: SpecSource = {
    path: shown,
    read: (wanted) => {
      inputs.add({ kind: "file", path: wanted });
      return readIfFile(resolve(cwd, wanted));
    },
    list: (folder) => {
      inputs.add({ kind: "folder", path: folder });
      return listFiles(resolve(cwd, folder));
    },
    repository: (root) => inputs.repositoryAt(root),
  };
  return {
    source,
    folder: resolve(full, ".."),
    inputs: () => inputs.list(),
    files: () => inputs.files().map((wanted) => resolve(cwd, wanted)),
  };
}

/** A path for messages: relative if it is below the working directory. */
export function display(cwd: string, path: string): string {
  const short = relative(cwd, path).replaceAll("\\", "/");
  return short === "" ? "." : isAbsolute(short) ? path.replaceAll("\\", "/") : short;
}
