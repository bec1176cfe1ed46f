import type { Platform } from "../../model/platform.ts";
import type { Job, Service } from "../../model/service.ts";

/** A service or a job, as it is in each environment that has it. */
export interface Occurrence<W extends Service | Job = Service | Job> {
  readonly name: string;
  readonly first: W;
  readonly all: readonly { readonly environment: string; readonly workload: W }[];
}

/** The services of all environments, by name. */
export function servicesOf({ environments }: Platform): readonly Occurrence<Service>[] {
  return grouped(environments.flatMap(({ name, services }) => services.map((workload) => [name, workload] as const)));
}

/** The jobs of all environments, by name. */
export function jobsOf({ environments }: Platform): readonly Occurrence<Job>[] {
  return grouped(environments.flatMap(({ name, jobs }) => jobs.map((workload) => [name, workload] as const)));
}

/** The services and jobs of all environments, by name. */
export function workloadsOf(platform: Platform): readonly Occurrence[] {
  return [...servicesOf(platform), ...jobsOf(platform)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function grouped<W extends Service | Job>(entries: readonly (readonly [string, W])[]): readonly Occurrence<W>[] {
  const found = new Map<string, { environment: string; workload: W }[]>();
  for (const [environment, workload] of entries) {
    found.set(workload.name, [...(found.get(workload.name) ?? []), { environment, workload }]);
  }
  return [...found]
    .flatMap(([name, all]) => (all[0] ? [{ name, first: all[0].workload, all }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The environments in which something holds; empty if it holds in all that have the workload. */
export function environmentsWith<W extends Service | Job>(
  { all }: Occurrence<W>,
  holds: (workload: W) => boolean,
): readonly string[] {
  const names = all.filter(({ workload }) => holds(workload)).map(({ environment }) => environment);
  return names.length === all.length ? [] : names;
}

/** What a workload is made from: `python 3.12`, `postgres 16` or its image. */
export function originOf({ origin, image }: Service | Job): string {
  if (origin.kind === "engine") return `${origin.engine} ${origin.version}`;
  if (origin.kind === "image") return image;
  const { build } = origin;
  return build.kind === "generated" ? `${build.runtime.language} ${build.runtime.version}` : "its own Dockerfile";
}
