import { suppliedVariable } from "../../model/build-secrets.ts";
import type { Workload } from "../../model/workload.ts";
import { composeHelpers } from "../paths.ts";
import { buildSecretsOf } from "./build-view.ts";
import { type ComposeFile, relativeTo } from "./compose-file.ts";

/** A secret that a service mounts, in /run/secrets or at a path. */
export interface SecretUse {
  readonly source: string;
  /** Null: `/run/secrets/<source>`. */
  readonly target: string | null;
}

/** A secret of a Compose file, and the file or the environment variable that holds its value. */
export interface SecretView {
  readonly name: string;
  readonly file: string | null;
  readonly environment: string | null;
}

/** The service that fetches secrets from Vault. */
export const agentName = composeHelpers.vaultAgent;

/** The secrets with which the agent signs in to Vault (AppRole). */
export const agentSecrets = ["vault-role-id", "vault-secret-id"] as const;

/** The volume into which the agent writes, with a folder for each service. */
export const agentVolume = "secrets";

/** The secrets that a service mounts; with an agent, they come from the agent's volume. */
export function secretMounts(file: ComposeFile, workload: Workload): readonly SecretUse[] {
  if (file.secrets.provider === "vault") return [];
  const atPaths = workload.files.flatMap(({ path, content }) =>
    content.kind === "secret" ? [{ source: content.secret, target: path }] : [],
  );
  return [...workload.secrets.map((source) => ({ source, target: null })), ...atPaths];
}

/** The names of all secrets that a service reads, in /run/secrets or at a path. */
export function secretsOf(workload: Workload): readonly string[] {
  const atPaths = workload.files.flatMap(({ content }) => (content.kind === "secret" ? [content.secret] : []));
  return [...new Set([...workload.secrets, ...atPaths])].sort();
}

/**
 * The secrets of a Compose file: files in one folder, which SECRETS_DIR overrides. With Vault, those of builds are
 * environment variables, because the agent runs after the build.
 */
export function secretViews(file: ComposeFile, workloads: readonly Workload[]): readonly SecretView[] {
  const folder = `\${SECRETS_DIR:-${relativeTo(file.path, file.secrets.path)}}`;
  const inFiles = (names: readonly string[]): readonly SecretView[] =>
    names.map((name) => ({ name, file: `${folder}/${name}`, environment: null }));
  const ofBuilds = workloads.flatMap((workload) => buildSecretsOf(file, workload));
  if (file.secrets.provider !== "vault") {
    return inFiles([...new Set([...workloads.flatMap(secretsOf), ...ofBuilds])].sort());
  }
  const variables = [...new Set(ofBuilds)]
    .sort()
    .map((name) => ({ name, file: null, environment: suppliedVariable(name) }));
  return [...variables, ...inFiles(agentSecrets)];
}

/** A service waits until the agent has fetched its secrets. */
export function agentDependency(file: ComposeFile, workload: Workload): readonly (readonly [string, string])[] {
  const needsAgent = file.secrets.provider === "vault" && secretsOf(workload).length > 0;
  return needsAgent ? [[agentName, "service_healthy"]] : [];
}
