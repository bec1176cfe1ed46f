import { compile as compileSpec } from "./compile.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Platform } from "./model/platform.ts";
import type { SpecSource } from "./source/host.ts";
import { targets } from "./targets/index.ts";

// The public types are declared here and in modules without dependencies, so that the declarations need no other package.
export type { Diagnostic, Related, Severity } from "./diagnostics/diagnostic.ts";
export type { Platform } from "./model/platform.ts";
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
  return result;
}

function refuseUnknown(what: string, names: readonly string[], known: readonly { readonly name: string }[]): void {
  const unknown = names.find((name) => !known.some((one) => one.name === name));
  if (unknown === undefined) return;
  throw new RangeError(`unknown ${what} '${unknown}'; expected one of ${known.map(({ name }) => name).join(", ")}`);
}

/** A file that differs from the output of the specification. */
export interface Drift {
  readonly path: string;
  /** The expected text; undefined if the file should not exist. */
  readonly wanted: string | undefined;
  /** The actual text; undefined if the file does not exist. */
  readonly found: string | undefined;
}

/**
 * Compares the output of a specification with files that `read` returns, by path relative to the output folder. For a
 * specification with errors the result is empty; `compile` returns the errors.
 */
export async function check(source: SpecSource, read: (path: string) => string | undefined): Promise<readonly Drift[]> {
  const { files } = await compile(source, { verify: false });
  return files.flatMap(({ path, text, isOnce }) => {
    const found = read(path);
    return isOnce || found === text ? [] : [{ path, wanted: text, found }];
  });
}
