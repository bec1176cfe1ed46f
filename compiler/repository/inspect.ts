import type { languages } from "../model/languages.ts";
import { hasOrigin } from "../model/origin.ts";
import type { SourceFacts } from "../model/repository-facts.ts";
import { resolveBeside, type SpecSource } from "../source/host.ts";
import { foldersOf } from "../spec/folders.ts";
import type { Spec } from "../spec/normalize.ts";
import { ownBuildOf } from "../spec/own-build.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import { checkoutDefaults } from "./checkout-check.ts";
import { inspectDotnet } from "./dotnet.ts";
import { inspectGo } from "./go.ts";
import type { InspectedSource, Inspection, RepositoryInspection } from "./inspection.ts";
import { inspectJava } from "./java.ts";
import { inspectNode } from "./node.ts";
import { inspectPython } from "./python.ts";
import { Repository } from "./repository.ts";
import { SourceFolder } from "./source-folder.ts";

const inspectors: Readonly<Record<keyof typeof languages, (source: SourceFolder) => Inspection>> = {
  python: inspectPython,
  node: inspectNode,
  go: inspectGo,
  java: inspectJava,
  dotnet: inspectDotnet,
};

/** Reads the source of each service and job that is built from it, if there is a repository. */
export function inspectSources(source: SpecSource, spec: Spec): RepositoryInspection {
  const reader = source.repository?.(resolveBeside(source.path, foldersOf(spec).root));
  return reader
    ? inspectRepository(spec, new Repository(reader))
    : { repository: undefined, sources: new Map(), absent: new Map(), defaults: [] };
}

function inspectRepository(spec: Spec, repository: Repository): RepositoryInspection {
  const sources = new Map<string, InspectedSource>();
  const absent = new Map<string, SourceFolder>();
  for (const [name, workload] of builtWorkloads(spec)) {
    const { runtime } = workload;
    if (!runtime) continue;
    const source = new SourceFolder(repository, name, workload);
    if (isPresent(source)) sources.set(name, { source, ...inspectors[runtime.language](source) });
    else absent.set(name, source);
  }
  return { repository, sources, absent, defaults: checkoutDefaults(repository) };
}

/** The facts of all sources, by name. */
export function factsOf({ sources }: RepositoryInspection): ReadonlyMap<string, SourceFacts> {
  return new Map(Array.from(sources, ([name, { facts }]) => [name, facts]));
}

function builtWorkloads({ base }: Spec): readonly (readonly [string, ServiceSpec])[] {
  const jobs = Object.entries(base.jobs).filter(([, job]) => job.service === undefined);
  return [...Object.entries(base.services), ...jobs].filter(
    ([, workload]) => workload.runtime !== undefined && !ownBuildOf(workload) && hasOrigin(workload),
  );
}

/** Files that show that a folder contains source code. Generated files of other kinds may lie in an empty source folder. */
const evidence =
  /^(?:package\.json|go\.mod|pom\.xml|pyproject\.toml|Pipfile|setup\.(?:py|cfg)|requirements.*\.txt|(?:build|settings)\.gradle(?:\.kts)?|Directory\.Build\.props|global\.json|.*\.(?:py|[cfv][bs]proj|slnx?|cs|go|js|mjs|cjs|ts))$/;

/** Whether the source is there: manifests or code, in the folder itself or little below it. */
function isPresent(source: SourceFolder): boolean {
  if (source.spec.project !== undefined && source.has(source.spec.project)) return true;
  return source.find((name) => evidence.test(name), ".", source.folder === "." ? 0 : 2).length > 0;
}
