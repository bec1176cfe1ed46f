import { alertsCall } from "./alerts.ts";
import type { ModuleCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { jobsNamed, namesIn, servicesNamed, servicesOf } from "./deployment.ts";
import { foundationCalls, storageCalls } from "./foundation.ts";
import { identifierOf } from "./names.ts";
import { registryPlan } from "./registry.ts";
import { storageRolesOf } from "./roles.ts";
import { type SecretsModule, secretsModule, type Workloads } from "./secrets.ts";
import { type Server, serverCalls, serversOf } from "./servers.ts";
import { appWorkload, cloudOf, jobWorkload, type Workload } from "./workloads.ts";

/** Everything that is deployed. */
export interface Plan {
  readonly servers: readonly Server[];
  readonly workloads: readonly Workload[];
  readonly secrets: SecretsModule | undefined;
  /** In the order in which they stand in main.bicep. */
  readonly calls: readonly ModuleCall[];
  readonly hasStorageRoles: boolean;
  readonly hasAlerts: boolean;
}

/** Decides what is deployed, and in which order it stands in main.bicep. */
export function planMain(context: Context): Plan {
  const { deployments } = context;
  const names = namesIn(deployments.map(({ environment }) => servicesOf(environment)));
  const jobNames = namesIn(deployments.map(({ environment }) => environment.jobs));
  const servers = serversOf(names, context);
  const apps = names.filter((name) => !servers.some((server) => server.name === name));
  const all: readonly Workloads[] = [
    ...apps.map((name) => servicesNamed(deployments, name)),
    ...jobNames.map((name) => jobsNamed(deployments, name)),
  ];
  const hasAlerts = deployments.some(({ environment }) => environment.alerts !== undefined);
  const hasStorageRoles = all.some((workloads) => storageRolesOf(cloudOf(workloads)).length > 0);
  const foundation = foundationCalls(context, hasAlerts);
  const storage = storageCalls(context, hasStorageRoles);
  const databases = serverCalls(servers, context);
  const secrets = secretsModule(all, servers, context);
  const surroundings = {
    hasEntries: secrets !== undefined,
    hasStorage: storage.length > 0,
    hasStorageRoles,
    hasOwnRegistry: registryPlan(context).ownName !== undefined,
    servers,
  };
  const workloads = [
    ...apps.map((name) => appWorkload(name, servicesNamed(deployments, name), context, surroundings)),
    ...jobNames.map((name) => jobWorkload(name, jobsNamed(deployments, name), context, surroundings)),
  ].filter((workload) => workload !== undefined);
  const alerts = apps.flatMap((name) => alertsCall(name, servicesNamed(deployments, name), context) ?? []);
  return {
    servers,
    workloads,
    secrets,
    hasStorageRoles,
    hasAlerts,
    calls: [
      ...foundation,
      ...storage,
      ...databases,
      ...(secrets ? [secrets.call] : []),
      ...commented(
        workloads.flatMap(({ identity, pull }) => (pull ? [identity, pull] : [identity])),
        "Who apps and jobs are, and what they may do.",
      ),
      ...commented(
        workloads.map((workload) => workload.call),
        "Apps and jobs.",
      ),
      ...commented(alerts, "What somebody is told."),
    ],
  };
}

function commented(calls: readonly ModuleCall[], comment: string): readonly ModuleCall[] {
  return calls.map((one, index) => (index === 0 ? { ...one, comment } : one));
}

/** The output of main.bicep with the host that Azure gives an app. */
export function hostOutput({ name, call }: Workload): { name: string; description: string; value: string } {
  const symbol = identifierOf(name, "app");
  const value = call.condition === null ? `${symbol}.outputs.host` : `${symbol}.?outputs.host ?? ''`;
  return { name: identifierOf(name, "host"), description: `The host name that Azure gives ${name}.`, value };
}
