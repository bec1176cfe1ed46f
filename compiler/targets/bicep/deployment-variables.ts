import type { Environment, Platform } from "../../model/platform.ts";
import { secretsUsed } from "../../model/secrets.ts";
import { secretsIn } from "../../model/text.ts";
import type { DeploymentVariables } from "../deployment-variables.ts";
import { type Deployment, deploymentsOf, servicesOf } from "./deployment.ts";
import { servedExposures } from "./ingress.ts";
import { isManaged, managedKind } from "./managed.ts";
import { registryPlan } from "./registry.ts";

/** What the file of parameters of an environment reads, found without planning what is deployed. */
export function deploymentVariables(platform: Platform, { name }: Environment): DeploymentVariables {
  const deployments = deploymentsOf(platform);
  const plan = registryPlan({ platform, deployments });
  const own = deployments.find(({ environment }) => environment.name === name);
  const secrets = [...new Set(deployments.flatMap(secretsRead))].sort();
  const isGenerated = (secret: string): boolean =>
    platform.secrets.some(({ name: own, generate }) => own === secret && generate !== undefined);
  return {
    hasRegistryGroup: plan.ownName !== undefined && plan.isNeeded,
    hasDomains: own !== undefined && servicesOf(own.environment).some((service) => servedExposures(service).length > 0),
    hasRevisions: deployments.some(hasBlueGreen),
    hasCopies: plan.isImported && plan.isNeeded,
    secrets: {
      supplied: secrets.filter((secret) => !isGenerated(secret)),
      generated: secrets.filter(isGenerated),
    },
  };
}

function hasBlueGreen({ environment, settings }: Deployment): boolean {
  return servicesOf(environment).some(
    (service) => service.update.strategy === "blue-green" && !isManaged(service, settings),
  );
}

/** The secrets in entries of the vault, and the passwords of servers. Azure generates the password of a Redis. */
function secretsRead({ environment, settings }: Deployment): readonly string[] {
  const services = servicesOf(environment);
  const engines = services.filter((service) => isManaged(service, settings));
  const passwordsOf = (isRedis: boolean): readonly string[] =>
    engines
      .filter((service) => (managedKind(service, settings) === "redis") === isRedis)
      .flatMap(({ origin }) => origin.password ?? []);
  const workloads = [...services.filter((service) => !isManaged(service, settings)), ...environment.jobs];
  const read = workloads.flatMap((workload) => [
    ...secretsUsed(workload).flatMap((name) => {
      const derived = environment.derivedSecrets.find((secret) => secret.name === name);
      return derived ? secretsIn(derived.text) : [name];
    }),
    ...workload.files.flatMap(({ content }) => (content.kind === "text" ? secretsIn(content.text) : [])),
  ]);
  const generated = new Set(passwordsOf(true).filter((name) => !passwordsOf(false).includes(name)));
  return [...read, ...passwordsOf(false)].filter((name) => !generated.has(name));
}
