import type { Environment, Platform } from "../model/platform.ts";

/** The environment variables that a deployment reads, besides settings and the version. A pipeline has to set them. */
export interface DeploymentVariables {
  /** REGISTRY_RESOURCE_GROUP: the platform's registry already exists in Azure. */
  readonly hasRegistryGroup: boolean;
  /** BIND_DOMAINS: the environment has its own host names, whose DNS records may not exist yet. */
  readonly hasDomains: boolean;
  /** REVISION, and after the first deployment ACTIVE_REVISION and NEW_TRAFFIC: some environment has a blue-green app. */
  readonly hasRevisions: boolean;
  /** The blue-green apps of this environment, by name. */
  readonly blueGreenApps: readonly string[];
}

/** Finds the variables that deploying an environment reads. */
export type FindDeploymentVariables = (platform: Platform, environment: Environment) => DeploymentVariables;

/** What an environment variable that parameter files read holds. */
export type VariableKind = "secret" | "setting" | "digest";

const prefixes: Readonly<Record<VariableKind, string>> = { secret: "SECRET_", setting: "CONFIG_", digest: "DIGEST_" };

/**
 * The environment variable with the value of something: the prefix keeps kinds apart from each other, and from variables
 * that a shell has anyway. Settings keep their spelling; names of secrets and services have no `_`.
 */
export function variableOf(kind: VariableKind, name: string): string {
  return `${prefixes[kind]}${kind === "setting" ? name : name.toUpperCase().replaceAll("-", "_")}`;
}

/** The variable with the digest of an image that is built from source, as `@sha256:...`: DIGEST_API for the service `api`. */
export function digestVariable(service: string): string {
  return variableOf("digest", service);
}

/** The variable with the value of a setting: CONFIG_AUTH_ISSUER for AUTH_ISSUER. */
export function settingVariable(setting: string): string {
  return variableOf("setting", setting);
}
