import { basename, dirname } from "node:path";
import { type CompileResult, compile } from "../../compiler/compile.ts";
import type { SpecSource } from "../../compiler/source/host.ts";
import { sourceAt } from "./sources.ts";

/** A specification in the repository, as the command reads it in its own folder. */
export function sourceBeside(spec: string): SpecSource {
  const folder = dirname(spec);
  const source = sourceAt(spec);
  return {
    path: basename(spec),
    read: (path) => source.read(`${folder}/${path}`),
    list: (path) => source.list?.(`${folder}/${path}`),
  };
}

const results = new Map<string, Promise<CompileResult>>();

/**
 * The result of compiling a specification of the repository, with every file parsed. Compiling is pure, and no test
 * changes these specifications, so test files that run in one process share the result.
 */
export function compiledAt(spec: string): Promise<CompileResult> {
  const result = results.get(spec) ?? compile(sourceBeside(spec));
  results.set(spec, result);
  return result;
}
