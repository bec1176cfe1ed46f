import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type CompileResult, compile } from "../compile.ts";
import { compareFolder, type Standing } from "../output/compare-folder.ts";
import { Folder, hashOf } from "../output/folder.ts";
import { specNamedIn } from "../output/heading.ts";
import { Failure } from "./failure.ts";
import { type CommonOptions, checkTargetNames } from "./options.ts";
import { display, findSpecs, type SpecFile } from "./specs.ts";
import type { Terminal } from "./terminal.ts";

/** A specification that was compiled, and its output folder. */
export interface Compiled {
  readonly spec: SpecFile;
  readonly result: CompileResult;
  /** Absolute. */
  readonly out: string;
  /** The output folder, as a user would type it. */
  readonly shownOut: string;
}

/** Compiles the specifications that the options name. `verify` reads every file back in its own format. */
export async function compileAll(
  options: CommonOptions,
  terminal: Terminal,
  verify: boolean,
): Promise<readonly Compiled[]> {
  checkTargetNames([...(options.only ?? []), ...(options.skip ?? [])]);
  const specs = await findSpecs(terminal.cwd, options.spec ?? []);
  if (options.out !== undefined && specs.length > 1) {
    throw new Failure("--out names one folder, and there are several specifications");
  }
  const compiled: Compiled[] = [];
  for (const spec of specs) {
    const result = await compile(spec.source, {
      verify,
      ...(options.only && { only: options.only }),
      ...(options.skip && { skip: options.skip }),
      ...(options.env && { environments: options.env }),
    });
    const out =
      options.out === undefined ? resolve(spec.folder, result.output ?? ".") : resolve(terminal.cwd, options.out);
    compiled.push({ spec, result, out, shownOut: display(terminal.cwd, out) });
  }
  checkEnvironments(options.env ?? [], compiled);
  return compiled;
}

/** Fails when an environment is asked for that no specification has. */
function checkEnvironments(names: readonly string[], compiled: readonly Compiled[]): void {
  const valid = compiled.flatMap(({ result }) => (result.platform ? [result.platform] : []));
  if (valid.length === 0) return;
  const known = valid.flatMap((platform) => platform.environments.map((environment) => environment.name));
  for (const name of names) {
    if (!known.includes(name)) throw new Failure(`there is no environment '${name}'`, `There are ${known.join(", ")}.`);
  }
}

/** Fails when two specifications have one output folder: each would delete what the other writes. */
export function refuseSharedFolders(compiled: readonly Compiled[]): void {
  const owners = new Map<string, Compiled>();
  for (const one of compiled.filter(isValid)) {
    const other = owners.get(one.out);
    owners.set(one.out, one);
    if (!other) continue;
    const names = `${other.spec.source.path} and ${one.spec.source.path}`;
    throw new Failure(`${names} have the same output folder: ${one.shownOut}`, "Give each an 'output' of its own.");
  }
}

/**
 * Fails when what would be overwritten or deleted was generated from another specification, which is still there. One
 * that is gone has been renamed, and one that is included has been split.
 */
export function refuseOthersFolder({ spec, shownOut }: Compiled, { files }: Standing): void {
  const own = new Set(spec.files());
  for (const { state, text } of files) {
    const name = ["stale", "orphaned"].includes(state) ? specNamedIn(text ?? "") : undefined;
    const path = name === undefined ? spec.folder : resolve(spec.folder, name);
    if (name === undefined || own.has(path) || !existsSync(path)) continue;
    throw new Failure(
      `${shownOut} holds what ${name} compiles to, and ${spec.source.path} would replace it`,
      "Give each specification an 'output' of its own, or remove the one that is not needed; --force replaces it.",
    );
  }
}

/** Whether the specification compiled without an error. */
export function isValid({ result }: Compiled): boolean {
  return result.platform !== undefined;
}

/** How the output folder of a compiled specification stands. */
export function standingOf(
  { spec, result, out }: Compiled,
  options: CommonOptions,
  { cwd }: Terminal,
): { folder: Folder; standing: Standing } {
  refuseNoFolder(out, cwd);
  const folder = new Folder(out);
  const isPartial = [options.only, options.skip, options.env].some((list) => list !== undefined);
  const root = realPath(out);
  const inputs = new Set(spec.files().map((path) => nameOf(relative(root, realPath(path)))));
  const isInput = (path: string): boolean => inputs.has(nameOf(path));
  return {
    folder,
    standing: compareFolder({ find: (path) => folder.find(path), hashOf }, { files: result.files, isPartial, isInput }),
  };
}

/** Fails when the output folder, or one that it would be in, is something else. */
function refuseNoFolder(out: string, cwd: string): void {
  if (lstatSync(out, { throwIfNoEntry: false }) === undefined) {
    const parent = resolve(out, "..");
    if (parent !== out) refuseNoFolder(parent, cwd);
    return;
  }
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new Failure(`${display(cwd, out)} is not a folder`, "Name another folder: --out path/to/folder");
}

/** A path without links, as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = resolve(path, "..");
    return parent === path ? path : resolve(realPath(parent), path.slice(parent.length + 1));
  }
}

/** Names that some file systems take for the same are the same. */
function nameOf(path: string): string {
  return path.replaceAll("\\", "/").normalize("NFC").toLowerCase();
}
