import type { Environment, Platform } from "../../model/platform.ts";
import type { DeploymentVariables } from "../deployment-variables.ts";
import { type Deployment, deploymentsOf, servicesOf } from "./deployment.ts";
import { servedExposures } from "./ingress.ts";
import { managedKind } from "./managed.ts";
import { registryPlan } from "./registry.ts";

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

function blueGreenApps({ environment, settings }: Deployment): readonly string[] {
  return servicesOf(environment)
    .filter((service) => service.update.strategy === "blue-green" && managedKind(service, settings) === undefined)
    .map(({ name }) => name)
    .sort();
}
