import { existsSync, lstatSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { type CompileResult, compile } from "../compile.ts";
import { compareFolder, type FolderStatus } from "../output/compare-folder.ts";
import { Folder, hashOf } from "../output/folder.ts";
import { specNamedIn } from "../output/heading.ts";
import { realPath } from "./boundary.ts";
import { Failure } from "./failure.ts";
import { type CommonOptions, checkTargetNames } from "./options.ts";
import { display, findSpecs, type SpecFile } from "./specs.ts";
import type { Terminal } from "./terminal.ts";

/** A compiled specification and its output folder. */
export interface Compiled {
  readonly spec: SpecFile;
  readonly result: CompileResult;
  /** Absolute. */
  readonly out: string;
  /** The output folder, as a user would type it. */
  readonly shownOut: string;
}

/** Compiles the specifications of the options. `verify` parses every generated file. */
export async function compileAll(
  options: CommonOptions,
  terminal: Terminal,
  verify: boolean,
): Promise<readonly Compiled[]> {
  checkTargetNames([...(options.only ?? []), ...(options.skip ?? [])]);
  const specs = await findSpecs(terminal, options.spec ?? []);
  if (options.out !== undefined && specs.length > 1) {
    throw new Failure("--out needs a single specification, but several match");
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

/** Fails on an environment that no specification has. */
function checkEnvironments(names: readonly string[], compiled: readonly Compiled[]): void {
  const valid = compiled.flatMap(({ result }) => (result.platform ? [result.platform] : []));
  if (valid.length === 0) return;
  const known = valid.flatMap((platform) => platform.environments.map((environment) => environment.name));
  for (const name of names) {
    if (!known.includes(name))
      throw new Failure(`unknown environment '${name}'`, `The environments are ${[...new Set(known)].join(", ")}.`);
  }
}

/** Fails if two specifications have the same output folder: each would delete the files of the other. */
export function refuseSharedFolders(compiled: readonly Compiled[]): void {
  const owners = new Map<string, Compiled>();
  for (const one of compiled.filter(isValid)) {
    const other = owners.get(one.out);
    owners.set(one.out, one);
    if (!other) continue;
    const names = `${other.spec.source.path} and ${one.spec.source.path}`;
    throw new Failure(
      `${names} have the same output folder: ${one.shownOut}`,
      "Set 'output' to a different folder in each.",
    );
  }
}

/**
 * Fails if a file to overwrite or delete was generated from another specification that still exists. If that one no
 * longer exists, it was renamed; if it is included, this one was split.
 */
export function refuseOthersFolder({ spec, shownOut }: Compiled, { files }: FolderStatus): void {
  const own = new Set(spec.files());
  for (const { state, text } of files) {
    const name = ["stale", "orphaned"].includes(state) ? specNamedIn(text ?? "") : undefined;
    const path = name === undefined ? spec.folder : resolve(spec.folder, name);
    if (name === undefined || own.has(path) || !existsSync(path)) continue;
    throw new Failure(
      `${shownOut} contains files of ${name}, which ${spec.source.path} would replace`,
      "Set 'output' to a different folder in each specification, or pass --force to replace the files.",
    );
  }
}

/** Whether the specification compiled without errors. */
export function isValid({ result }: Compiled): boolean {
  return result.platform !== undefined;
}

/** The status of the output folder of a compiled specification. */
export function statusOf(
  { spec, result, out }: Compiled,
  options: CommonOptions,
  { cwd }: Terminal,
): { folder: Folder; status: FolderStatus } {
  refuseNoFolder(out, cwd);
  const folder = new Folder(out);
  const isPartial = [options.only, options.skip, options.env].some((list) => list !== undefined);
  const root = realPath(out);
  const inputs = new Set(spec.files().map((path) => nameOf(relative(root, realPath(path)))));
  const isInput = (path: string): boolean => inputs.has(nameOf(path));
  const reader = { find: (path: string) => folder.find(path), hashOf };
  return {
    folder,
    status: compareFolder(reader, { files: result.files, isPartial, isInput, excluded: result.excluded }),
  };
}

/** Fails if the output folder, or a parent of it, is not a folder. */
function refuseNoFolder(out: string, cwd: string): void {
  if (lstatSync(out, { throwIfNoEntry: false }) === undefined) {
    const parent = resolve(out, "..");
    if (parent !== out) refuseNoFolder(parent, cwd);
    return;
  }
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new Failure(`${display(cwd, out)} is not a folder`, "Pass another folder: --out path/to/folder");
}

/** A path for comparison: some file systems ignore case and Unicode normalization. */
function nameOf(path: string): string {
  return path.replaceAll("\\", "/").normalize("NFC").toLowerCase();
}
