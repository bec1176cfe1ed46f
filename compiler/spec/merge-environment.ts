import { fillAs } from "./defaults.ts";
import type { Layering } from "./merge.ts";
import { withMonitoring } from "./merge-monitoring.ts";
import { nodeOf, SpecNode } from "./node.ts";
import type { Origin } from "./origin.ts";
import { generatedKeys } from "./own-build.ts";
import { computedLayer, type Tier, tierLayers } from "./tiers.ts";

/** An environment and what it is laid on. */
export interface EnvironmentLayers {
  /** Empty for the base. */
  readonly name: string;
  readonly environment: SpecNode;
  readonly root: SpecNode;
  readonly layering: Layering;
}

/** The keys of an environment that are laid over keys of the base. */
const layeredKeys = ["services", "jobs", "tests", "config", "targets", "edge", "observability", "dataFolder"];

/** What a job or a test has from the service in whose image it runs: everything but what makes it a server. */
const inheritedKeys = ["build", "env", "files", "runtime", "imageName", "image", "user", "temporary", "networks"];

/** The server of a static site listens on this port unless the specification sets another one. */
const sitePort = nodeOf({ port: { number: 8080 } }, { kind: "default", key: "service.port" });

/** The base with the tier's defaults and the environment's own layer laid over it, and defaults filled in. */
export function mergeEnvironment(layers: EnvironmentLayers): SpecNode {
  const { environment, root, layering } = layers;
  const over = (key: string): SpecNode | undefined => layering.merge(root.child(key), environment.child(key));
  const own = [...environment.entries].filter(([key]) => !layeredKeys.includes(key));
  const edge = over("edge");
  const written = over("observability");
  const observability = written && fillAs(written, "observability");
  const services = withMonitoring(mergeServices(layers), observability, layers);
  const dataFolder = mergeDataFolder(layers);
  const entries = new Map([
    ...fillAs(layering.mergeAll(new SpecNode(new Map(own), environment.origin)), "environment").entries,
    ...(dataFolder ? [["dataFolder", dataFolder] as const] : []),
    ...(edge ? [["edge", fillAs(edge, "edge")] as const] : []),
    ...(observability ? [["observability", observability] as const] : []),
    ["services", services] as const,
    ["jobs", mergeJobs(layers, services)] as const,
    ["tests", mergeTests(layers, services)] as const,
    ["config", mergeConfig(layers)] as const,
    ["targets", fillAs(over("targets") ?? nothing("spec.targets"), "targets")] as const,
  ]);
  return new SpecNode(entries, environment.origin);
}

function mergeDataFolder({ environment, root, layering }: EnvironmentLayers): SpecNode | undefined {
  const base = root.child("dataFolder");
  const own = environment.child("dataFolder");
  if (own?.content !== null) return own ?? base;
  layering.remove(own, base !== undefined);
  return undefined;
}

function mergeServices(layers: EnvironmentLayers): SpecNode {
  const { environment, root, layering } = layers;
  const tier = environment.child("tier")?.content as Tier;
  const { below, above } = tierLayers(tier);
  return mergeThings("services", layers, (base, overlay, name) => {
    if (layers.name !== "" && !isInStackOf(layers.name, name, root)) return undefined;
    const isBuilt = !base.child("image") && !base.child("engine");
    const defaults = isBuilt ? [root, environment].map((layer) => defaultsFor(base, layer.child("defaults"))) : [];
    // The log level of a tier is for programs built from source. Engines and images keep their own.
    const levels = isBuilt ? below : without(below, "logging");
    const shared = layering.mergeAll(levels, ...defaults, base);
    const computed = computedLayer(tier, shared);
    const whole = layering.mergeAll(shared, above, computed, overlay);
    const isSite = whole.child("static") !== undefined && whole.child("port") === undefined;
    return fillAs(isSite ? layering.mergeAll(whole, sitePort) : whole, "service");
  });
}

function mergeJobs(layers: EnvironmentLayers, services: SpecNode): SpecNode {
  const { layering } = layers;
  return mergeThings("jobs", layers, (base, overlay) => {
    const host = overlay?.child("service") ?? base.child("service");
    const job = layering.mergeAll(inherited(host, services), base, overlay);
    return fillAs(fillAs(job, "job"), "service");
  });
}

function mergeTests({ environment, layering }: EnvironmentLayers, services: SpecNode): SpecNode {
  const tests = environment.child("tests");
  if (!tests) return nothing("environment.tests");
  const merged = [...tests.entries].map(([name, test]) => {
    const whole = layering.mergeAll(inherited(test.child("service"), services), test);
    return [name, fillAs(fillAs(whole, "test"), "service")] as const;
  });
  return tests.with(new Map(merged));
}

function mergeConfig({ environment, root, layering }: EnvironmentLayers): SpecNode {
  const settings = root.child("config");
  if (!settings) return nothing("spec.config");
  const merged = [...settings.entries].map(([name, setting]) => {
    const value = environment.child("config")?.child(name);
    const overlay = value && new SpecNode(new Map([["value", value]]), value.origin);
    return [name, fillAs(layering.mergeAll(setting, overlay), "setting")] as const;
  });
  return settings.with(new Map(merged));
}

type MergeOne = (base: SpecNode, overlay: SpecNode | undefined, name: string) => SpecNode | undefined;

/** The services or the jobs of an environment. An overlay that is null removes one; what has no base is reported elsewhere. */
function mergeThings(
  section: string,
  { name, environment, root, layering }: EnvironmentLayers,
  merge: MergeOne,
): SpecNode {
  const bases = root.child(section);
  const merged = new Map<string, SpecNode>();
  const removed = new Map<string, Origin>();
  for (const [thing, base] of bases?.entries ?? []) {
    const overlay = environment.child(section)?.child(thing);
    if (base.content === null || !existsIn(name, base)) continue;
    if (overlay?.content === null) {
      layering.remove(overlay, true);
      removed.set(thing, overlay.origin);
      continue;
    }
    const whole = merge(base, overlay, thing);
    if (whole) merged.set(thing, whole);
  }
  return new SpecNode(merged, bases?.origin ?? nothing(`spec.${section}`).origin, { removed, isLayered: false });
}

/** The layer under a job or a test: what it has from its service, whose name its image has. */
function inherited(service: SpecNode | undefined, services: SpecNode): SpecNode {
  const host = service && services.child(String(service.content));
  if (!service || !host) return nothing("service");
  const isOwn = hasOwnDockerfile(host);
  const entries = inheritedKeys.flatMap((key) => {
    if (key === "build" && !isOwn) return [];
    const isNamed = key === "imageName" && (isOwn || host.child("runtime"));
    const value = host.child(key) ?? (isNamed ? service : undefined);
    return value ? [[key, value] as const] : [];
  });
  return new SpecNode(new Map(entries), service.origin);
}

/** Whether a service or a job is built with a Dockerfile of the repository. */
function hasOwnDockerfile(thing: SpecNode): boolean {
  const build = thing.child("build");
  return build?.child("dockerfile") !== undefined || build?.child("context") !== undefined;
}

/** `defaults` without the keys that have no effect on a service with its own Dockerfile. */
function defaultsFor(service: SpecNode, defaults: SpecNode | undefined): SpecNode | undefined {
  if (!defaults || !hasOwnDockerfile(service)) return defaults;
  const keys: readonly string[] = ["runtime", ...generatedKeys];
  return defaults.with(new Map([...defaults.entries].filter(([key]) => !keys.includes(key))));
}

function without(node: SpecNode, key: string): SpecNode {
  return node.with(new Map([...node.entries].filter(([name]) => name !== key)));
}

/** An empty map that is not in the specification. */
function nothing(key: string): SpecNode {
  return new SpecNode(new Map(), { kind: "default", key });
}

function existsIn(environment: string, thing: SpecNode): boolean {
  const environments = thing.child("environments");
  return environments?.items.some(({ content }) => content === environment) ?? true;
}

/** A service that stacks list exists only in the environments that those stacks have. */
function isInStackOf(environment: string, service: string, root: SpecNode): boolean {
  const stacks = [...(root.child("stacks")?.entries.values() ?? [])].filter((stack) =>
    stack.child("services")?.items.some(({ content }) => content === service),
  );
  return stacks.length === 0 || stacks.some((stack) => stack.child("environment")?.content === environment);
}
