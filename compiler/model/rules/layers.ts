import type { Spec } from "../../spec/normalize.ts";
import type { SpecPath } from "../../spec/path.ts";
import type { ServiceSpec } from "../../spec/spec.ts";

/** A service, a job or defaults, as a layer of the specification has it. */
export interface WrittenWorkload {
  readonly path: SpecPath;
  readonly spec: Partial<ServiceSpec>;
}

type Layer = Partial<ServiceSpec> | null | undefined;

/** The services, jobs and defaults of every layer as they are written: the base, and the environments. */
export function writtenWorkloads(spec: Spec): readonly WrittenWorkload[] {
  const layers = Object.entries(spec.environments).map(([name, layer]) => [["environments", name], layer] as const);
  return [[[], spec] as const, ...layers].flatMap(([path, { defaults, services, jobs }]) => [
    ...(defaults ? [{ path: [...path, "defaults"], spec: defaults }] : []),
    ...named(services, [...path, "services"]),
    ...named(jobs as Readonly<Record<string, Layer>> | undefined, [...path, "jobs"]),
  ]);
}

function named(workloads: Readonly<Record<string, Layer>> | undefined, path: SpecPath): readonly WrittenWorkload[] {
  return Object.entries(workloads ?? {}).flatMap(([name, spec]) => (spec ? [{ path: [...path, name], spec }] : []));
}

/** A path without the keys that lead to the workload that it belongs to: `scale.max`. */
export function belowOwner(path: SpecPath): SpecPath {
  return path.slice(depthOf(path));
}

function depthOf([section, , ...rest]: SpecPath): number {
  if (section === "environments") return 2 + depthOf(rest);
  if (section === "defaults") return 1;
  return ["services", "jobs", "mocks", "tests"].includes(String(section)) ? 2 : 0;
}
