import { ownBuildOf } from "../spec/own-build.ts";
import type { SpecPath } from "../spec/path.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import type { Tier } from "../spec/tiers.ts";
import { buildImage } from "./build-image.ts";
import { buildOwn } from "./build-own.ts";
import { buildWorkload } from "./build-workload.ts";
import { buildStorage } from "./container.ts";
import { buildEngineParts } from "./engine-service.ts";
import { buildHealth } from "./health.ts";
import type { AnyBuild } from "./image.ts";
import { buildObservation } from "./monitoring/observation.ts";
import { hasOrigin, isDevelopedIn } from "./origin.ts";
import { statedHealth } from "./own-health.ts";
import { buildPorts, buildPublish, buildRoutes, PortFinder } from "./ports.ts";
import type { Prober } from "./probe-command.ts";
import { buildScale, buildStop, buildUpdate } from "./rollout.ts";
import { proberOf } from "./runtime.ts";
import type { Service } from "./service.ts";
import type { Tools } from "./tools.ts";

/** A service of one environment, or a mock, from the specification at `path`. */
export function buildService(
  name: string,
  spec: ServiceSpec,
  tools: Tools,
  path: SpecPath = ["services", name],
): Service {
  const { environment } = tools.context;
  const ports = buildPorts(spec);
  const finder = new PortFinder(tools.context, name, ports);
  const engine = buildEngineParts(name, spec, tools);
  const health =
    engine?.health ??
    statedHealth(name, spec, ports, { context: tools.context, finder }) ??
    buildHealth(...healthSource(spec, environment.tier), ports, finder);
  const workload = buildWorkload(name, spec, tools, path, engine);
  const { origin, storage } = workload;
  const scale = buildScale(spec, tools);
  return {
    ...workload,
    role: "service",
    ports,
    callerNamespaces: [...(spec.callerNamespaces ?? [])].sort(),
    existing: spec.existing,
    publish: buildPublish(spec, environment.tier, ports, finder),
    routes: buildRoutes(tools, name, spec, finder),
    health,
    ...buildObservation(spec, engine, finder),
    scale,
    update: buildUpdate(spec.update, storage, scale),
    restart: spec.restart ?? "always",
    stop: buildStop(spec, engine, environment.tier),
    tls: spec.tls,
    access: spec.access,
    hasInit: origin.kind === "built" ? startsInit(origin.build) : (engine?.entry.hasInit ?? false),
  };
}

/** In development a static site is served by the tools that build it, of which it is only known that their port accepts. */
function healthSource(spec: ServiceSpec, tier: Tier): readonly [ServiceSpec, Prober] {
  if (!spec.static || !isDevelopedIn(spec, tier)) return [spec, proberOf(spec)];
  const { static: _, health: __, ...developed } = spec;
  return [developed, proberOf(developed)];
}

/** Builds the image of a service, or of a job, into `tools.images`; called once, for the base. */
export function buildBaseImage(
  name: string,
  spec: ServiceSpec,
  tools: Tools,
  path: SpecPath = ["services", name],
): void {
  const { runtime } = spec;
  const own = ownBuildOf(spec);
  if (own) tools.images.set(name, buildOwn(tools, path, spec, own));
  if (own || !runtime || !hasOrigin(spec)) return;
  const ports = buildPorts(spec);
  const finder = new PortFinder(tools.context, name, ports);
  const health = buildHealth(spec, proberOf(spec), ports, finder);
  const storage = buildStorage(tools.context, spec.storage, path);
  tools.images.set(name, buildImage(tools, path, { ...spec, runtime }, { ports, storage, health }));
}

function startsInit(build: AnyBuild): boolean {
  return build.kind === "generated" && build.init !== undefined;
}
