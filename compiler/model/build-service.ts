import type { SpecPath } from "../spec/path.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import type { Tier } from "../spec/tiers.ts";
import { buildImage, proberOf } from "./build-image.ts";
import {
  buildEgress,
  buildFiles,
  buildHostPaths,
  buildLogging,
  buildResources,
  buildStorage,
  buildTemporary,
} from "./container.ts";
import { buildDependencies, externalUrls } from "./dependencies.ts";
import { buildEngineParts, type EngineParts } from "./engine-service.ts";
import { buildEnv, withVariables } from "./environment-variables.ts";
import { buildUser, containerUser, exceptionsOf, hardeningOf } from "./hardening.ts";
import { buildHealth } from "./health.ts";
import type { Build, User } from "./image.ts";
import { mountedSecrets, talksTo, tlsFiles } from "./links.ts";
import { buildExpose, buildPorts, buildPublish, PortFinder } from "./ports.ts";
import type { Prober } from "./probe-command.ts";
import { buildScale, buildStop, buildUpdate } from "./rollout.ts";
import type { Service } from "./service.ts";
import type { Text } from "./text.ts";
import type { Tools } from "./tools.ts";

/** A service of one environment. `images` holds what is built here, by name; it is filled when the base is built. */
export function buildService(name: string, spec: ServiceSpec, tools: Tools): Service {
  const { context, references } = tools;
  const { environment } = context;
  const path: SpecPath = ["services", name];
  const ports = buildPorts(spec);
  const finder = new PortFinder(context, name, ports);
  const engine = buildEngineParts(name, spec, tools);
  const health = engine ? engine.health : buildHealth(...healthSource(spec, environment.tier), ports, finder);
  const logging = buildLogging(spec.logging);
  const env = buildEnv(context, spec.env ?? {}, path, tools);
  const files = buildFiles(context, spec.files, path, tools);
  const isBuilt = spec.runtime !== undefined;
  const hasOwnUser = spec.user !== undefined || (environment.hostData !== undefined && engine?.entry.user.any === true);
  const storage = buildStorage(context, spec.storage, path, engine && { entry: engine.entry, hasOwnUser });
  const image = imageOf(name, spec, engine, tools);
  const variables = { ...(isBuilt && !spec.static && loggingVariables(logging)), ...engine?.environment };
  const allEnv = withVariables(variables, env);
  const dependsOn = buildDependencies(context, spec.dependsOn, path);
  const build = isBuilt ? tools.images.get(name) : undefined;
  const hostPaths = buildHostPaths(spec.hostPaths, engine?.entry);
  const exceptions = exceptionsOf(spec.exceptions, engine?.entry);
  return {
    name,
    role: "service",
    hostname: isBuilt && environment.suffix !== undefined ? `${name}-${environment.suffix}` : name,
    description: spec.description ?? engine?.entry.description ?? `The ${name} service.`,
    origin: originOf(build, engine),
    image,
    entrypoint: engine?.entrypoint ?? [],
    command: engine?.command ?? (isBuilt ? [] : (spec.start ?? [])),
    env: allEnv,
    files,
    secrets: mountedSecrets(allEnv, files, engine, tlsFiles(spec, tools, path)),
    storage,
    temporary: buildTemporary(spec.temporary, engine?.entry),
    hostPaths,
    resources: buildResources(spec.resources, engine?.entry),
    hardening: hardeningOf({ user: userOf(spec, engine, tools), exceptions, hostPaths, env: allEnv }),
    dependsOn,
    talksTo: talksTo(name, spec, allEnv, files, dependsOn),
    egress: buildEgress(spec.egress, externalUrls(context, spec.dependsOn)),
    networks: [...(spec.networks ?? [])].sort(),
    logging,
    path,
    ports,
    callers: [...(spec.callers ?? [])].sort(),
    publish: buildPublish(spec, environment.tier, ports, finder),
    expose: buildExpose(context, name, spec, finder, (text, at) => references.resolveLiteral(text, at, name)),
    health,
    metrics: metricsOf(spec, engine, finder),
    scale: buildScale(spec, tools),
    update: buildUpdate(spec.update, storage),
    restart: spec.restart ?? "always",
    stop: buildStop(spec, engine, environment.tier),
    tls: spec.tls,
    access: spec.access,
    hasInit: build ? build.init !== undefined : (engine?.entry.hasInit ?? false),
  };
}

/** In development a static site is served by the tools that build it, of which it is only known that their port accepts. */
function healthSource(spec: ServiceSpec, tier: Tier): readonly [ServiceSpec, Prober] {
  if (!spec.static || tier !== "development") return [spec, proberOf(spec)];
  const { static: _, health: __, ...developed } = spec;
  return [developed, proberOf(developed)];
}

/** Builds the image of a service into `tools.images`; called once, for the base. */
export function buildBaseImage(name: string, spec: ServiceSpec, tools: Tools): void {
  const { runtime } = spec;
  if (!runtime) return;
  const ports = buildPorts(spec);
  const finder = new PortFinder(tools.context, name, ports);
  const health = buildHealth(spec, proberOf(spec), ports, finder);
  const storage = buildStorage(tools.context, spec.storage, ["services", name]);
  tools.images.set(name, buildImage(tools.context, name, { ...spec, runtime }, { ports, storage, health }));
}

function originOf(build: Build | undefined, engine: EngineParts | undefined): Service["origin"] {
  if (build) return { kind: "built", build };
  return engine ? engine.origin : { kind: "image" };
}

function imageOf(name: string, spec: ServiceSpec, engine: EngineParts | undefined, tools: Tools): string {
  if (engine) return engine.image;
  if (spec.image !== undefined) return tools.references.resolveLiteral(spec.image, ["services", name, "image"], name);
  const { registry } = tools.context.spec.platform;
  const imageName = spec.imageName ?? name;
  return registry === undefined ? imageName : `${registry}/${imageName}`;
}

function userOf(spec: ServiceSpec, engine: EngineParts | undefined, tools: Tools): User {
  const { environment, spec: root } = tools.context;
  const platformUser = buildUser(spec.user ?? root.defaults?.user, root.platform.name);
  if (!engine) return containerUser(spec.user, spec.exceptions ?? [], root.platform.name);
  if (spec.user) return platformUser;
  // Folders of the host belong to the platform's user, whoever it is that works in them.
  if (environment.hostData !== undefined && engine.entry.user.any && engine.entry.data !== undefined)
    return platformUser;
  const { id, group } = engine.entry.user;
  return { id, group, name: undefined };
}

function loggingVariables(logging: Service["logging"]): Readonly<Record<string, Text>> {
  return {
    ...(logging.level !== undefined && { LOG_LEVEL: [logging.level] }),
    ...(logging.format !== undefined && { LOG_FORMAT: [logging.format] }),
  };
}

function metricsOf(spec: ServiceSpec, engine: EngineParts | undefined, finder: PortFinder): Service["metrics"] {
  const metrics = spec.metrics ?? engine?.entry.metrics;
  if (!metrics) return undefined;
  const port = finder.find(metrics.port, ["metrics"]);
  return port && { path: metrics.path, port };
}
