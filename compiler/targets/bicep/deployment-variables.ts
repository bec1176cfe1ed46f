import type { Environment, Platform } from "../../model/platform.ts";
import { type Deployment, deploymentsOf, servicesOf } from "./deployment.ts";
import { servedExposures } from "./ingress.ts";
import { managedKind } from "./managed.ts";
import { variableOf } from "./names.ts";
import { registryPlan } from "./registry.ts";

/** What files of parameters read of whoever deploys, besides settings and the version. */
export interface DeploymentVariables {
  /** REGISTRY_RESOURCE_GROUP: the platform's registry is one of Azure's that is there already. */
  readonly hasRegistryGroup: boolean;
  /** BIND_DOMAINS: the environment has host names of its own, whose records may not be there yet. */
  readonly hasDomains: boolean;
  /** REVISION, and for what is there already ACTIVE_REVISION and NEW_TRAFFIC: some environment has a blue-green app. */
  readonly hasRevisions: boolean;
  /** The blue-green apps of this environment, by name. */
  readonly blueGreenApps: readonly string[];
}

/** What the file of parameters of an environment reads, found without planning what is deployed. */
export function deploymentVariables(platform: Platform, { name }: Environment): DeploymentVariables {
  const deployments = deploymentsOf(platform);
  const plan = registryPlan({ platform, deployments });
  const own = deployments.find(({ environment }) => environment.name === name);
  return {
    hasRegistryGroup: plan.ownName !== undefined && plan.isNeeded,
    hasDomains: own !== undefined && servicesOf(own.environment).some((service) => servedExposures(service).length > 0),
    hasRevisions: deployments.some((deployment) => blueGreenApps(deployment).length > 0),
    blueGreenApps: own ? blueGreenApps(own) : [],
  };
}

/** The variable with the digest of an image that is built here, as `@sha256:...`: DIGEST_API for the service `api`. */
export function digestVariable(service: string): string {
  return variableOf("digest", service);
}

/** The variable with the value of a setting: CONFIG_AUTH_ISSUER for AUTH_ISSUER. */
export function settingVariable(setting: string): string {
  return variableOf("setting", setting);
}

function blueGreenApps({ environment, settings }: Deployment): readonly string[] {
  return servicesOf(environment)
    .filter((service) => service.update.strategy === "blue-green" && managedKind(service, settings) === undefined)
    .map(({ name }) => name)
    .sort();
}
