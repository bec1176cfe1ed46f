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
import { hasOrigin } from "./origin.ts";
import { buildExpose, buildPorts, buildPublish, PortFinder } from "./ports.ts";
import type { Prober } from "./probe-command.ts";
import { buildScale, buildStop, buildUpdate } from "./rollout.ts";
import type { Service } from "./service.ts";
import type { Text } from "./text.ts";
import type { Tools } from "./tools.ts";

/**
 * A service of one environment, or what else runs like one, from what stands at `path`. `images` holds what is built
 * here, by name; it is filled when the base is built.
 */
export function buildService(
  name: string,
  spec: ServiceSpec,
  tools: Tools,
  path: SpecPath = ["services", name],
): Service {
  const { context } = tools;
  const { environment } = context;
  const ports = buildPorts(spec);
  const finder = new PortFinder(context, name, ports);
  const engine = buildEngineParts(name, spec, tools);
  const health = engine ? engine.health : buildHealth(...healthSource(spec, environment.tier), ports, finder);
  const logging = buildLogging(spec.logging);
  const variables = { ...loggingVariables(spec, logging), ...engine?.environment };
  const env = withVariables(variables, buildEnv(context, spec.env ?? {}, path, tools));
  const files = buildFiles(context, spec.files, path, tools);
  const isBuilt = spec.runtime !== undefined;
  const storage = storageOf(spec, engine, { tools, path });
  const dependsOn = buildDependencies(context, hasOrigin(spec) ? spec.dependsOn : {}, path);
  const build = isBuilt ? tools.images.get(name) : undefined;
  const exceptions = exceptionsOf(spec.exceptions, engine?.entry);
  const hostPaths = buildHostPaths(spec.hostPaths, engine?.entry);
  return {
    name,
    role: "service",
    hostname: isBuilt && environment.suffix !== undefined ? `${name}-${environment.suffix}` : name,
    description: spec.description ?? engine?.entry.description ?? `The ${name} service.`,
    origin: originOf(build, engine),
    image: imageOf(name, spec, engine, { tools, path }),
    entrypoint: engine?.entrypoint ?? [],
    command: engine?.command ?? (isBuilt ? [] : (spec.start ?? [])),
    env,
    files,
    secrets: mountedSecrets(env, files, engine, tlsFiles(spec, tools, path)),
    storage,
    temporary: buildTemporary(spec.temporary, engine?.entry),
    hostPaths,
    resources: buildResources(spec.resources, engine?.entry),
    hardening: hardeningOf({ user: userOf(spec, engine, tools), exceptions, hostPaths, env }),
    dependsOn,
    talksTo: talksTo(name, spec, env, files, dependsOn),
    egress: buildEgress(spec.egress, externalUrls(context, spec.dependsOn)),
    networks: [...(spec.networks ?? [])].sort(),
    logging,
    path,
    ports,
    callers: [...(spec.callers ?? [])].sort(),
    publish: buildPublish(spec, environment.tier, ports, finder),
    expose: buildExpose(tools, name, spec, finder),
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

function storageOf(
  spec: ServiceSpec,
  engine: EngineParts | undefined,
  { tools, path }: { readonly tools: Tools; readonly path: SpecPath },
): Service["storage"] {
  if (!hasOrigin(spec)) return [];
  const { hostData } = tools.context.environment;
  const hasOwnUser = spec.user !== undefined || (hostData !== undefined && engine?.entry.user.any === true);
  return buildStorage(tools.context, spec.storage, path, engine && { entry: engine.entry, hasOwnUser });
}

/** In development a static site is served by the tools that build it, of which it is only known that their port accepts. */
function healthSource(spec: ServiceSpec, tier: Tier): readonly [ServiceSpec, Prober] {
  if (!spec.static || tier !== "development") return [spec, proberOf(spec)];
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
  if (!runtime || !hasOrigin(spec)) return;
  const ports = buildPorts(spec);
  const finder = new PortFinder(tools.context, name, ports);
  const health = buildHealth(spec, proberOf(spec), ports, finder);
  const storage = buildStorage(tools.context, spec.storage, path);
  tools.images.set(name, buildImage(tools, path, { ...spec, runtime }, { ports, storage, health }));
}

function originOf(build: Build | undefined, engine: EngineParts | undefined): Service["origin"] {
  if (build) return { kind: "built", build };
  return engine ? engine.origin : { kind: "image" };
}

function imageOf(
  name: string,
  spec: ServiceSpec,
  engine: EngineParts | undefined,
  { tools, path }: { readonly tools: Tools; readonly path: SpecPath },
): string {
  if (engine) return engine.image;
  if (spec.image !== undefined) return tools.references.resolveLiteral(spec.image, [...path, "image"], name) ?? "";
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

/** What programs that are built here are told about what they log. */
function loggingVariables(spec: ServiceSpec, logging: Service["logging"]): Readonly<Record<string, Text>> {
  if (!spec.runtime || spec.static) return {};
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
