import type { Environment, Platform } from "../model/platform.ts";

/** The environment variables that a deployment reads, besides settings and the version. A pipeline has to set them. */
export interface DeploymentVariables {
  /** REGISTRY_RESOURCE_GROUP: the platform's registry already exists in Azure. */
  readonly hasRegistryGroup: boolean;
  /** BIND_DOMAINS: the environment has its own host names, whose DNS records may not exist yet. */
  readonly hasDomains: boolean;
  /** REVISION: some environment has a blue-green app. */
  readonly hasRevisions: boolean;
  /** REGISTRY_USERNAME and REGISTRY_PASSWORD: images are copied from the platform's registry. */
  readonly hasCopies: boolean;
  /** The secrets that the deployment stores, by name. The first deployment can generate some. */
  readonly secrets: { readonly supplied: readonly string[]; readonly generated: readonly string[] };
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

/** The variable with the value of a secret: SECRET_API_KEY for api-key. */
export function secretVariable(secret: string): string {
  return variableOf("secret", secret);
}

/** The variable with the value of a setting: CONFIG_AUTH_ISSUER for AUTH_ISSUER. */
export function settingVariable(setting: string): string {
  return variableOf("setting", setting);
}
