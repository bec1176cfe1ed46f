import { nearest } from "../diagnostics/suggest.ts";
import { entryOf } from "../spec/entry.ts";
import type { Spot } from "../spec/origins.ts";
import { formatPath, type SpecPath } from "../spec/path.ts";
import type { DependencySpec } from "../spec/spec.ts";
import type { EnvironmentContext } from "./context.ts";
import type { Dependency } from "./workload.ts";

type Dependencies = Readonly<Record<string, DependencySpec>>;

/** What has to be there first, by name. Reports names of nothing. */
export function buildDependencies(
  context: EnvironmentContext,
  spec: Dependencies | undefined,
  owner: SpecPath,
): readonly Dependency[] {
  return Object.entries(spec ?? {})
    .flatMap(([name, { condition }]): readonly Dependency[] => {
      const kind = kindOf(context, name);
      if (kind === "job") return [{ name, kind, condition: "completed" }];
      if (kind) return [{ name, kind, condition }];
      reportUnknown(context, name, [...owner, "dependsOn", name]);
      return [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The addresses of the external systems among the dependencies that no mock stands in for. */
export function externalUrls(context: EnvironmentContext, spec: Dependencies | undefined): readonly string[] {
  return Object.keys(spec ?? {}).flatMap((name) => {
    const system = entryOf(context.spec.external, name);
    return kindOf(context, name) === "external" && system ? [system.url] : [];
  });
}

function kindOf(context: EnvironmentContext, name: string): Dependency["kind"] | undefined {
  const { environment, spec } = context;
  if (entryOf(environment.services, name) || entryOf(environment.mocks, name)) return "service";
  if (entryOf(environment.jobs, name)) return "job";
  return entryOf(spec.external, name) ? "external" : undefined;
}

/** Reports a name that is neither a service nor a job nor an external system of the environment. */
export function reportUnknown(context: EnvironmentContext, name: string, path: SpecPath): void {
  const { environment, spec } = context;
  if (reportAbsent(context, name, { path, half: "key" })) return;
  const known = [environment.services, environment.jobs, spec.external ?? {}].flatMap(Object.keys);
  const suggestion = nearest(name, known);
  context.report(
    "model/unknown-service",
    { path, half: "key", within: name },
    { name, suggestion },
    { ...(suggestion !== undefined && { replacement: suggestion }) },
  );
}

/** Reports the use of a service or job that other environments have. Returns whether there is one with this name. */
export function reportAbsent(context: EnvironmentContext, name: string, spot: Omit<Spot, "environment">): boolean {
  const { environment, spec } = context;
  const section = entryOf(spec.services, name) ? "services" : entryOf(spec.jobs, name) ? "jobs" : undefined;
  if (!section) return false;
  const use = formatPath(spot.path);
  const removal = context.locateRemoval([section, name]);
  const at = { name, environment: environment.name };
  if (removal) context.reportAt("model/removed-in-use", removal, { ...at, uses: [use] });
  else
    context.report("model/not-in-environment", spot, { name, section, uses: [use], environments: [environment.name] });
  return true;
}
