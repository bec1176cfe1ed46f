import type { SpecPath } from "../spec/path.ts";
import type { JobSpec, ServiceSpec } from "../spec/spec.ts";
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
import type { EngineParts } from "./engine-service.ts";
import { buildEnv, withVariables } from "./environment-variables.ts";
import { buildUser, containerUser, exceptionsOf, hardeningOf } from "./hardening.ts";
import type { AnyBuild, User } from "./image.ts";
import { mountedSecrets, talksTo, tlsFiles } from "./links.ts";
import { hasOrigin, isBuiltFromSource } from "./origin.ts";
import type { Text } from "./text.ts";
import type { Tools } from "./tools.ts";
import type { Logging, Workload } from "./workload.ts";

/** The keys that services and jobs share, and those of a service that decide how its container runs. */
export type WorkloadSpec = Pick<ServiceSpec, keyof ServiceSpec & keyof JobSpec> &
  Pick<ServiceSpec, "engine" | "hostPaths" | "imageName" | "logging" | "server" | "static" | "tls">;

/** The container of a service, a job or a test run. `tools.images` holds the images that the base has built, by name. */
export function buildWorkload(
  name: string,
  spec: WorkloadSpec,
  tools: Tools,
  path: SpecPath,
  engine?: EngineParts,
): Workload {
  const { context } = tools;
  const { environment } = context;
  const logging = buildLogging(spec.logging);
  const variables = { ...loggingVariables(spec, logging), ...engine?.environment };
  const env = withVariables(variables, buildEnv(context, spec.env ?? {}, path, tools));
  const files = buildFiles(context, spec.files, path, tools);
  const isBuilt = isBuiltFromSource(spec);
  const storage = storageOf(spec, engine, { tools, path });
  const dependsOn = buildDependencies(context, hasOrigin(spec) ? spec.dependsOn : {}, path);
  const build = isBuilt ? tools.images.get(name) : undefined;
  const exceptions = exceptionsOf(spec.exceptions, engine?.entry);
  const hostPaths = buildHostPaths(spec.hostPaths, engine?.entry);
  return {
    name,
    hostname: isBuilt && environment.suffix !== undefined ? `${name}-${environment.suffix}` : name,
    description: spec.description ?? engine?.entry.description ?? `The ${name} service.`,
    origin: originOf(build, engine),
    image: imageOf(name, spec, engine, { tools, path }),
    entrypoint: engine?.entrypoint ?? [],
    command: engine?.command ?? (build?.kind === "generated" ? [] : (spec.start ?? [])),
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
  };
}

function storageOf(
  spec: WorkloadSpec,
  engine: EngineParts | undefined,
  { tools, path }: { readonly tools: Tools; readonly path: SpecPath },
): Workload["storage"] {
  if (!hasOrigin(spec)) return [];
  const { dataFolder } = tools.context.environment;
  const hasOwnUser = spec.user !== undefined || (dataFolder !== undefined && engine?.entry.user.any === true);
  return buildStorage(tools.context, spec.storage, path, engine && { entry: engine.entry, hasOwnUser });
}

function originOf(build: AnyBuild | undefined, engine: EngineParts | undefined): Workload["origin"] {
  if (build) return { kind: "built", build };
  return engine ? engine.origin : { kind: "image" };
}

function imageOf(
  name: string,
  spec: WorkloadSpec,
  engine: EngineParts | undefined,
  { tools, path }: { readonly tools: Tools; readonly path: SpecPath },
): string {
  if (engine) return engine.image;
  if (spec.image !== undefined) return tools.references.resolveLiteral(spec.image, [...path, "image"], name) ?? "";
  const { registry } = tools.context.spec.platform;
  const imageName = spec.imageName ?? name;
  return registry === undefined ? imageName : `${registry}/${imageName}`;
}

function userOf(spec: WorkloadSpec, engine: EngineParts | undefined, tools: Tools): User {
  const { environment, spec: root } = tools.context;
  const platformUser = buildUser(spec.user ?? root.defaults?.user, root.platform.name);
  if (!engine) return containerUser(spec.user, spec.exceptions ?? [], root.platform.name);
  if (spec.user) return platformUser;
  // Folders of the host belong to the platform's user, whatever the user of the engine's image is.
  if (environment.dataFolder !== undefined && engine.entry.user.any && engine.entry.data !== undefined)
    return platformUser;
  const { id, group } = engine.entry.user;
  return { id, group, name: undefined };
}

/** The variables that configure the logging of programs built from source. */
function loggingVariables(spec: WorkloadSpec, logging: Logging): Readonly<Record<string, Text>> {
  if (!isBuiltFromSource(spec) || spec.static) return {};
  if (spec.runtime?.language === "dotnet") return dotnetLogging(logging);
  return {
    ...(logging.level !== undefined && { LOG_LEVEL: [levelOf(logging.level, spec)] }),
    ...(logging.format !== undefined && { LOG_FORMAT: [logging.format] }),
  };
}

/**
 * A log level as libraries of the language accept it: Python's logging knows its names in capitals only
 * (https://docs.python.org/3/library/logging.html#logging-levels), and Pino, slog, Zap and Logback call a warning `warn`.
 */
function levelOf(level: NonNullable<Logging["level"]>, { runtime }: WorkloadSpec): string {
  if (runtime?.language === "python") return level.toUpperCase();
  return runtime && level === "warning" ? "warn" : level;
}

/** https://learn.microsoft.com/dotnet/core/extensions/logging and /console-log-formatter */
function dotnetLogging({ level, format }: Logging): Readonly<Record<string, Text>> {
  const levels = { debug: "Debug", info: "Information", warning: "Warning", error: "Error" } as const;
  const formatters = { json: "json", text: "simple" } as const;
  return {
    ...(level !== undefined && { Logging__LogLevel__Default: [levels[level]] }),
    ...(format !== undefined && { Logging__Console__FormatterName: [formatters[format]] }),
  };
}
