import { compile as compileSpec } from "./compile.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { Platform } from "./model/platform.ts";
import type { SpecSource } from "./source/host.ts";
import { targets } from "./targets/index.ts";

// The types of the library stand here and in modules that know no other package: its declarations need nothing.
export type { Diagnostic, Related, Severity } from "./diagnostics/diagnostic.ts";
export type { Platform } from "./model/platform.ts";
export type { SpecSource } from "./source/host.ts";
export type { Location, SourceFile } from "./source/source-file.ts";

/** What to compile of a specification. Missing: everything. */
export interface CompileOptions {
  /** The targets that are wanted. */
  readonly only?: readonly string[];
  /** The targets that are not. */
  readonly skip?: readonly string[];
  /** The environments whose files are wanted. */
  readonly environments?: readonly string[];
  /** Whether every file is read back in its own format. Default: true. */
  readonly verify?: boolean;
}

/** A file that a specification compiles to. */
export interface OutputFile {
  /** Relative to the output folder, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  readonly mode: 0o600 | 0o644 | 0o755;
  /** Whether it is written once and then belongs to the user. */
  readonly isOnce: boolean;
}

/** What a specification compiles to. */
export interface CompileResult {
  /** By path. Empty when there is an error. */
  readonly files: readonly OutputFile[];
  /** By place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The model; undefined when there is an error. */
  readonly platform: Platform | undefined;
  /** The folder that receives the files, relative to the entry file; undefined when there is an error. */
  readonly output: string | undefined;
}

/**
 * Compiles a specification. A pure function of its arguments: no clock, no environment, no network, no disk but what
 * `source` reads. A mistake in the specification is a diagnostic; nothing is thrown for it. Options that name a target
 * or an environment that there is not are a mistake of the caller's: a RangeError.
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
  throw new RangeError(`there is no ${what} '${unknown}'; there are ${known.map(({ name }) => name).join(", ")}`);
}

/** A file that is not what the specification compiles to. */
export interface Drift {
  readonly path: string;
  /** The text that it should have; undefined when it should not exist. */
  readonly wanted: string | undefined;
  /** The text that it has; undefined when it does not exist. */
  readonly found: string | undefined;
}

/**
 * Compares what a specification compiles to with files that `read` gives, by path relative to the output folder. Throws
 * nothing for a specification with errors: it then has no files, and `compile` says why.
 */
export async function check(source: SpecSource, read: (path: string) => string | undefined): Promise<readonly Drift[]> {
  const { files } = await compile(source, { verify: false });
  return files.flatMap(({ path, text, isOnce }) => {
    const found = read(path);
    return isOnce || found === text ? [] : [{ path, wanted: text, found }];
  });
}
