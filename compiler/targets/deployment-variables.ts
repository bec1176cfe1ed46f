import type { Environment, Platform } from "../model/platform.ts";

/** The environment variables that a deployment reads, besides settings and the version. A pipeline has to set them. */
export interface DeploymentVariables {
  /** REGISTRY_RESOURCE_GROUP: the platform's registry already exists in Azure. */
  readonly hasRegistryGroup: boolean;
  /** BIND_DOMAINS: the environment has host names of its own, whose DNS records may not exist yet. */
  readonly hasDomains: boolean;
  /** REVISION, and after the first deployment ACTIVE_REVISION and NEW_TRAFFIC: some environment has a blue-green app. */
  readonly hasRevisions: boolean;
  /** The blue-green apps of this environment, by name. */
  readonly blueGreenApps: readonly string[];
}

/** Finds the variables that deploying an environment reads. */
export type FindDeploymentVariables = (platform: Platform, environment: Environment) => DeploymentVariables;

/** The variable that holds the digest of an image, as `@sha256:...`: API_DIGEST for the image of the service `api`. */
export function digestVariable(service: string): string {
  return `${service.replaceAll("-", "_").toUpperCase()}_DIGEST`;
}
