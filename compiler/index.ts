import { compile } from "./compile.ts";
import type { SpecSource } from "./source/host.ts";

export type { CompileOptions, CompileResult } from "./compile.ts";
export type { Diagnostic, Related, Severity } from "./diagnostics/diagnostic.ts";
export type { OutputFile } from "./render/render.ts";
export type { SpecSource } from "./source/host.ts";
export type { Location, SourceFile } from "./source/source-file.ts";
export { compile };

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
