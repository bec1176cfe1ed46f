import type { Environment, Platform } from "../model/platform.ts";
import type { Service } from "../model/service.ts";
import type { MountedFile } from "../model/workload.ts";
import { mountedFolders } from "../monitoring/files.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { ComposeTargetSpec } from "../spec/spec.ts";

// Where files lie that one target writes and others name. All are relative to the output folder. The defaults are in the
// schema of each target.

/** The script that makes the files of secrets. */
export const secretsScript = "scripts/create-secrets.sh";

/** The services that a Compose file has beside those of the specification, by name. */
export const composeHelpers = { vaultAgent: "vault-agent", volumeOwners: "volume-owners" } as const;

/** The targets that write to one folder, which their setting `path` names. */
type FolderTarget = "kustomize" | "helm" | "bicep" | "monitoring";

/** The folder that a target writes to. */
export function folderOf(platform: Platform, target: FolderTarget): string {
  const { path } = withDefaults<{ readonly path: string }>(platform.targets[target], `${target}Target`);
  return path.replaceAll("${platform.name}", platform.name);
}

/** The configuration of an environment's edge: where it is written, and where the edge reads it. */
export function edgeFiles({ name, edge }: Environment): readonly MountedFile[] {
  if (!edge) return [];
  const read =
    edge.engine === "nginx" ? ["/etc/nginx/nginx.conf"] : ["/etc/traefik/routes.yml", "/etc/traefik/traefik.yml"];
  return read.map((path) => ({
    path,
    content: { kind: "generated", source: `${edge.service}/${name}/${path.split("/").at(-1)}` },
  }));
}

/** The folder with the configuration of what watches an environment. */
export function monitoringFolder(platform: Platform, { name }: Environment): string {
  return `${folderOf(platform, "monitoring")}/${name}`;
}

/** The services with the folders of their configuration, unless the specification mounts files there. */
export function withMonitoringFolders(
  services: readonly Service[],
  platform: Platform,
  environment: Environment,
): readonly Service[] {
  const { monitoring } = environment;
  if (!monitoring || platform.targets.monitoring?.enabled === false) return services;
  const folders = mountedFolders(monitoring);
  return services.map((service) => {
    const own = folders.find(({ service: name }) => name === service.name);
    const files = service.files.filter(({ content }) => content.kind !== "text" || !content.isComputed);
    const mounts = [...files, ...service.hostPaths].map(({ path }) => path);
    if (!own || mounts.some((path) => `${path}/`.startsWith(`${own.path}/`))) return service;
    const source = `${monitoringFolder(platform, environment)}/${own.folder}`;
    return { ...service, files: [...files, { path: own.path, content: { kind: "generated", source } }] };
  });
}

/** The name of a Compose file, which may refer to the environment, the stack and the platform. */
export function composeFileName(pattern: string, platform: Platform, environment: Environment, stack = ""): string {
  return pattern
    .replaceAll("${environment.name}", environment.name)
    .replaceAll("${environment.tier}", environment.tier)
    .replaceAll("${stack.name}", stack)
    .replaceAll("${platform.name}", platform.name);
}

/** The settings of an environment's Compose files. */
export function composeSettings(environment: Environment): ComposeTargetSpec {
  return withDefaults<ComposeTargetSpec>(environment.targets.compose, "composeTarget");
}
