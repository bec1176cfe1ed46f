import type { Environment, Platform } from "../../model/platform.ts";
import type { Job, Service } from "../../model/service.ts";
import type { BicepTargetSpec } from "../../spec/spec.ts";
import { isDeployedToAzure } from "../azure-environments.ts";

/** An environment that is deployed to Azure. */
export interface Deployment {
  readonly environment: Environment;
  readonly settings: BicepTargetSpec & { readonly zoneRedundant: boolean };
}

/**
 * The environments that are deployed to Azure, by name: those of the tiers staging and production, and those of development
 * that enable the target themselves. Tests never run there.
 */
export function deploymentsOf(platform: Platform): readonly Deployment[] {
  return platform.environments.flatMap((environment) => {
    const { tier, targets } = environment;
    const settings = targets.bicep;
    if (!settings || !isDeployedToAzure(environment)) return [];
    // Development is cheap.
    return [
      { environment, settings: { ...settings, zoneRedundant: settings.zoneRedundant ?? tier !== "development" } },
    ];
  });
}

/** The service of that name, by environment; undefined where there is none. */
export function servicesNamed(deployments: readonly Deployment[], name: string): readonly (Service | undefined)[] {
  return deployments.map(({ environment }) => servicesOf(environment).find((service) => service.name === name));
}

/** The job of that name, by environment; undefined where there is none. */
export function jobsNamed(deployments: readonly Deployment[], name: string): readonly (Job | undefined)[] {
  return deployments.map(({ environment }) => environment.jobs.find((job) => job.name === name));
}

/** The services of an environment. What the edge does elsewhere, the ingress does in Azure. */
export function servicesOf(environment: Environment): readonly Service[] {
  return environment.services.filter(({ role }) => role === "service");
}

/** Every name that some environment has, in order. */
export function namesIn(named: readonly (readonly { readonly name: string }[])[]): readonly string[] {
  return [...new Set(named.flatMap((list) => list.map(({ name }) => name)))].sort();
}
