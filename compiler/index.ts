import { compile as compileSpec } from "./compile.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Platform } from "./model/platform.ts";
import type { Found } from "./output/changes.ts";
import { compareFolder } from "./output/compare-folder.ts";
import type { State } from "./output/state.ts";
import { pathBelow, resolveBeside, type SpecSource } from "./source/host.ts";
import { sha256 } from "./source/sha256.ts";
import { targets } from "./targets/index.ts";

// The public types are declared here and in modules without dependencies, so that the declarations need no other package.
export type { Diagnostic, Related, Severity } from "./diagnostics/diagnostic.ts";
export type { Platform } from "./model/platform.ts";
export type { State } from "./output/state.ts";
export type { SpecSource } from "./source/host.ts";
export type { Location, SourceFile } from "./source/source-file.ts";

/** Selects the output. Default: everything. */
export interface CompileOptions {
  /** The targets to compile. */
  readonly only?: readonly string[];
  /** The targets to skip. */
  readonly skip?: readonly string[];
  /** The environments to compile. */
  readonly environments?: readonly string[];
  /** Whether every generated file is parsed. Default: true. */
  readonly verify?: boolean;
}

/** A generated file. */
export interface OutputFile {
  /** Relative to the output folder, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  readonly mode: 0o600 | 0o644 | 0o755;
  /** Whether it is written once and then belongs to the user. */
  readonly isOnce: boolean;
}

/** The result of a compilation. */
export interface CompileResult {
  /** Sorted by path. Empty if there is an error. */
  readonly files: readonly OutputFile[];
  /** Sorted by location. */
  readonly diagnostics: readonly Diagnostic[];
  /** The model; undefined when there is an error. */
  readonly platform: Platform | undefined;
  /** The folder that receives the files, relative to the entry file; undefined when there is an error. */
  readonly output: string | undefined;
  /** The paths of generated files that are left to the user, relative to the output folder. */
  readonly excluded: readonly string[];
}

/**
 * Compiles a specification. A pure function of its arguments: it uses no clock, environment, network or disk, except through
 * `source`. Mistakes in the specification are diagnostics and never throw. An unknown target or environment in the options
 * throws a RangeError.
 */
export async function compile(source: SpecSource, options: CompileOptions = {}): Promise<CompileResult> {
  const { only = [], skip = [], environments = [] } = options;
  refuseUnknown("target", [...only, ...skip], targets);
  const result = await compileSpec(source, options);
  if (result.platform) refuseUnknown("environment", environments, result.platform.environments);
  return { ...result, excluded: [...result.excluded] };
}

function refuseUnknown(what: string, names: readonly string[], known: readonly { readonly name: string }[]): void {
  const unknown = names.find((name) => !known.some((one) => one.name === name));
  if (unknown === undefined) return;
  throw new RangeError(`unknown ${what} '${unknown}'; expected one of ${known.map(({ name }) => name).join(", ")}`);
}

/** How the output folder is read. Paths are relative to it, with `/` between folders. */
export interface OutputReader {
  /** The bytes of a file; undefined if it does not exist. */
  read(path: string): Uint8Array | undefined;
  /** Whether a file is executable. Missing: every file is. */
  isExecutable?(path: string): boolean;
}

/** A file of the output folder, or a file that is missing there. */
export interface CheckedFile {
  readonly path: string;
  readonly state: State;
  /** The expected text; undefined if the file should not exist. */
  readonly wanted: string | undefined;
  /** The actual text; undefined if the file does not exist. */
  readonly found: string | undefined;
}

/** What `check` finds. */
export interface CheckResult {
  /** By path. Empty if the specification has errors. */
  readonly files: readonly CheckedFile[];
  /** The problem of the manifest. */
  readonly manifestProblem: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares an output folder with the output of a specification, as the command `check` does. By the manifest in the
 * folder, a file that differs is stale or edited, and a file that is no longer generated is orphaned.
 */
export async function check(
  source: SpecSource,
  output: OutputReader,
  options: CompileOptions = {},
): Promise<CheckResult> {
  const read: string[] = [];
  const recorded: SpecSource = {
    ...source,
    read: (path) => {
      read.push(path);
      return source.read(path);
    },
  };
  const result = await compile(recorded, { verify: false, ...options });
  const { files, diagnostics } = result;
  if (result.output === undefined) return { files: [], manifestProblem: undefined, diagnostics };
  const folder = resolveBeside(source.path, result.output);
  const inputs = new Set(read.flatMap((path) => pathBelow(folder, path) ?? []));
  const { only, skip, environments } = options;
  const compared = compareFolder(
    { find: (path) => findIn(output, path), hashOf: sha256 },
    {
      files,
      isPartial: [only, skip, environments].some((list) => list !== undefined),
      isInput: (path) => inputs.has(path),
      excluded: new Set(result.excluded),
    },
  );
  const checked = compared.files.map(({ path, state, wanted, text }) => ({
    path,
    state,
    wanted: wanted?.text,
    found: text,
  }));
  return { files: checked, manifestProblem: compared.manifestProblem, diagnostics };
}

function findIn(output: OutputReader, path: string): Found {
  const bytes = output.read(path);
  if (!bytes) return { kind: "nothing" };
  const isExecutable = output.isExecutable?.(path) ?? true;
  return {
    kind: "file",
    bytes,
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
    get hash() {
      return sha256(bytes);
    },
    mode: isExecutable ? 0o755 : 0o644,
    isExecutable,
  };
}
