import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { SpecSource } from "../source/host.ts";
import { Failure } from "./failure.ts";

/** A specification on disk. */
export interface SpecFile {
  readonly source: SpecSource;
  /** Its folder, absolute. */
  readonly folder: string;
}

/** Where a specification is looked for when none is named. */
const usualPlaces = ["platform.yaml", "spec/platform.yaml"];

/** The specifications that a command is about: those that are named, by path or pattern, or the one in its usual place. */
export async function findSpecs(cwd: string, named: readonly string[]): Promise<readonly SpecFile[]> {
  const paths = named.length > 0 ? await expandPatterns(cwd, named) : usualSpec(cwd);
  return paths.map((path) => specFile(cwd, path));
}

function usualSpec(cwd: string): readonly string[] {
  const path = usualPlaces.find((candidate) => existsSync(resolve(cwd, candidate)));
  if (path !== undefined) return [path];
  throw new Failure(
    "there is neither platform.yaml nor spec/platform.yaml here",
    "Name a specification: --spec path/to/platform.yaml",
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

function specFile(cwd: string, path: string): SpecFile {
  const full = resolve(cwd, path);
  if (!statSync(full, { throwIfNoEntry: false })?.isFile()) throw new Failure(`'${path}' is not a file`);
  const shown = display(cwd, full);
  const source: SpecSource = {
    path: shown,
    read: (wanted) => readIfFile(resolve(cwd, wanted)),
    list: (folder) => listFiles(resolve(cwd, folder)),
  };
  return { source, folder: resolve(full, "..") };
}

/** A path as a user would type it: relative to the working directory when it is below it. */
export function display(cwd: string, path: string): string {
  const short = relative(cwd, path).replaceAll("\\", "/");
  return short === "" ? "." : isAbsolute(short) ? path.replaceAll("\\", "/") : short;
}

function readIfFile(path: string): Uint8Array | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
}

function listFiles(folder: string): readonly string[] | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, resolve(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();
}
