import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { fill, withDefaults } from "./defaults.ts";
import { locate, type SpecDocument } from "./document.ts";
import { entryOf } from "./entry.ts";
import { expand } from "./expand.ts";
import { merge, mergeAll } from "./merge.ts";
import { formatPath, type SpecPath } from "./path.ts";
import type { RawSpec } from "./raw-spec.ts";
import { rootSchema } from "./schema.ts";
import type { EnvironmentSpec, JobSpec, RootSpec, ServiceSpec, SettingSpec, TargetsSpec } from "./spec.ts";
import { type Tier, tiers } from "./tiers.ts";

/** What an environment means: the base with the tier's defaults and the environment's own words laid over it. */
export interface MergedEnvironment extends Omit<EnvironmentSpec, "services" | "jobs" | "config" | "targets"> {
  readonly name: string;
  readonly tier: Tier;
  readonly services: Readonly<Record<string, ServiceSpec>>;
  readonly jobs: Readonly<Record<string, JobSpec>>;
  readonly config: Readonly<Record<string, SettingSpec>>;
  readonly targets: TargetsSpec;
}

/**
 * The specification as it is meant: long forms, defaults, and one merged tree for each environment. The layers
 * themselves (`services`, `jobs`, `defaults`, `environments`) stand here as written, in long forms without defaults.
 */
export interface Spec extends RootSpec {
  /** What the environments share: the base with the defaults of production, without an overlay. Its name is empty. */
  readonly base: MergedEnvironment;
  readonly merged: readonly MergedEnvironment[];
}

type Named<T> = Readonly<Record<string, T>>;
/** Before merging, an entry may be null: it is then not there. */
type Layered<T> = Readonly<Record<string, T | null>>;

/** Expands, merges and fills in. The document is where `raw` was written. */
export function normalize(raw: RawSpec, document: SpecDocument, diagnostics: Diagnostics): Spec {
  const expanded = expand(raw, document, diagnostics) as RootSpec;
  reportIdleNulls(document, expanded, diagnostics);
  const merged = Object.entries(expanded.environments)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, environment]) => mergeEnvironment(name, environment, expanded));
  const { services, jobs, defaults, environments, ...rest } = expanded;
  const filled = fill(merge({}, rest), { schema: rootSchema }) as RootSpec;
  return { ...filled, ...definedOf({ services, jobs, defaults }), environments, base: mergeBase(expanded), merged };
}

function mergeBase(root: RootSpec): MergedEnvironment {
  const everywhere = {
    ...root,
    services: mapped(root.services ?? {}, ({ environments: _, ...service }) => service),
    jobs: mapped(root.jobs ?? {}, ({ environments: _, ...job }) => job),
  };
  return mergeEnvironment("", { tier: "production" }, everywhere);
}

function mergeEnvironment(name: string, environment: EnvironmentSpec, root: RootSpec): MergedEnvironment {
  const hostData = environment.hostData === undefined ? root.hostData : (environment.hostData ?? undefined);
  const edge = merge(root.edge, environment.edge);
  const observability = merge(root.observability, environment.observability);
  const { hostData: _, ...own } = fill(merge({}, environment), {
    schema: rootSchema.definitions?.environment ?? {},
    definition: "environment",
  }) as EnvironmentSpec;
  return {
    ...own,
    name,
    ...(hostData !== undefined && { hostData }),
    ...(edge !== undefined && { edge: withDefaults(edge, "edge") }),
    ...(observability !== undefined && { observability: withDefaults(observability, "observability") }),
    services: mergeServices(name, environment, root),
    jobs: mergeJobs(name, environment, root),
    config: mergeConfig(environment, root),
    targets: withDefaults(merge(root.targets, environment.targets), "targets"),
  };
}

function mergeServices(name: string, environment: EnvironmentSpec, root: RootSpec): Named<ServiceSpec> {
  const tier = tiers[environment.tier];
  const overlays: Layered<ServiceSpec> = environment.services ?? {};
  return mapped(root.services ?? {}, (base, serviceName) => {
    const overlay = entryOf(overlays, serviceName);
    if (base === null || overlay === null || !existsIn(name, base)) return undefined;
    if (name !== "" && !isInStackOf(name, serviceName, root)) return undefined;
    const isBuilt = base.image === undefined && base.engine === undefined;
    const defaults = isBuilt ? [root.defaults, environment.defaults] : [];
    // The log level of a tier is for programs that are built here; the catalogue's engines keep their own.
    const { logging: _, ...belowAll } = tier.below;
    const shared = mergeAll<ServiceSpec>(isBuilt ? tier.below : belowAll, ...defaults, base);
    return withDefaults<ServiceSpec>(mergeAll(shared, tier.above(shared), overlay), "service");
  });
}

function mergeJobs(name: string, environment: EnvironmentSpec, root: RootSpec): Named<JobSpec> {
  const overlays: Layered<JobSpec> = environment.jobs ?? {};
  return mapped(root.jobs ?? {}, (base, jobName) => {
    const overlay = entryOf(overlays, jobName);
    if (base === null || overlay === null || !existsIn(name, base)) return undefined;
    return withDefaults<JobSpec>(mergeAll(base, overlay), "job");
  });
}

function mergeConfig(environment: EnvironmentSpec, root: RootSpec): Named<SettingSpec> {
  const values = environment.config ?? {};
  return mapped(root.config ?? {}, (setting, name) => {
    const value = Object.hasOwn(values, name) ? { value: values[name] } : {};
    return withDefaults<SettingSpec>(merge(setting, value), "setting");
  });
}

function definedOf<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never;
}

function existsIn(environment: string, thing: { readonly environments?: readonly string[] }): boolean {
  return thing.environments?.includes(environment) ?? true;
}

/** A service that stacks list exists only in the environments that those stacks have. */
function isInStackOf(environment: string, service: string, root: RootSpec): boolean {
  const stacks = Object.values(root.stacks ?? {}).filter((stack) => stack.services.includes(service));
  return stacks.length === 0 || stacks.some((stack) => stack.environment === environment);
}

function mapped<T, U>(entries: Named<T>, change: (entry: T, name: string) => U | undefined): Named<U> {
  return Object.fromEntries(
    Object.entries(entries)
      .map(([name, entry]) => [name, change(entry, name)] as const)
      .filter((entry): entry is readonly [string, U] => entry[1] !== undefined),
  );
}

/** A null in the base's own layers has nothing below it that it could remove, except under a service's defaults. */
function reportIdleNulls(document: SpecDocument, root: RootSpec, diagnostics: Diagnostics): void {
  const report = (path: SpecPath): void =>
    diagnostics.report("schema/removes-nothing", locate(document, path, "key"), { what: formatPath(path) });
  for (const [name, service] of Object.entries(root.services ?? {})) {
    nullsIn(service, ["services", name], root.defaults, report);
  }
  for (const [name, job] of Object.entries(root.jobs ?? {})) nullsIn(job, ["jobs", name], undefined, report);
  nullsIn(root.defaults, ["defaults"], undefined, report);
  for (const [name, environment] of Object.entries(root.environments)) {
    for (const [service, overlay] of Object.entries(environment.services ?? {})) {
      const below = merge(root.defaults ?? {}, root.services?.[service]);
      nullsIn(overlay, ["environments", name, "services", service], below, report);
    }
  }
}

function nullsIn(value: unknown, path: SpecPath, below: unknown, report: (path: SpecPath) => void): void {
  if (value === null && (below === undefined || below === null)) report(path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [key, entry] of Object.entries(value)) {
    nullsIn(entry, [...path, key], (below as Record<string, unknown> | undefined)?.[key], report);
  }
}
