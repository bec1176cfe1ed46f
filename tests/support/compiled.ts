import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { repositoryAt } from "../../compiler/cli/repository.ts";
import { type CompileResult, compile } from "../../compiler/compile.ts";
import type { SpecSource } from "../../compiler/source/host.ts";
import { root, sourceAt } from "./sources.ts";

/**
 * A specification in the repository, as the command reads it in its own folder. The folder `repository` beside it, where
 * there is one, holds the source code of its services; their own Dockerfiles are there or beside the specification.
 */
export function sourceBeside(spec: string): SpecSource {
  const folder = dirname(spec);
  const source = sourceAt(spec);
  const repository = `${root}${folder}/repository`;
  // A folder of a test is a repository by itself; other specifications belong to this one.
  const top = folder.startsWith("tests/") ? "." : folder;
  return {
    path: basename(spec),
    read: (path) => source.read(`${folder}/${path}`) ?? source.read(`${folder}/repository/${path}`),
    list: (path) => (existsSync(`${root}${folder}/${path}`) ? source.list?.(`${folder}/${path}`) : undefined),
    contains: (path) => !join(top, path).startsWith("../"),
    ...(existsSync(repository) && { repository: () => repositoryAt(repository) }),
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
