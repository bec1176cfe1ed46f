import { alertsCall } from "./alerts.ts";
import type { ModuleCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { jobsNamed, namesIn, servicesNamed, servicesOf } from "./deployment.ts";
import { entriesUsed } from "./entries.ts";
import type { Workloads } from "./entry-values.ts";
import { foundationCalls, storageCalls } from "./foundation.ts";
import { symbolOf } from "./names.ts";
import { registryPlan } from "./registry.ts";
import { cloudOf, storageRolesOf } from "./roles.ts";
import { type SecretsModule, secretsModules } from "./secrets.ts";
import { type Server, serverCalls, serversOf } from "./servers.ts";
import { appWorkload, jobWorkload, type Workload } from "./workloads.ts";

/** Everything that is deployed. */
export interface Plan {
  readonly servers: readonly Server[];
  readonly workloads: readonly Workload[];
  readonly secrets: readonly SecretsModule[];
  /** In the order of main.bicep. */
  readonly calls: readonly ModuleCall[];
  readonly hasStorageRoles: boolean;
  readonly hasAlerts: boolean;
}

/** Decides what is deployed, and the order in main.bicep. */
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
  const secrets = secretsModules(all, servers, context);
  for (const workloads of all) checkEntries(workloads, secrets, context);
  const surroundings = {
    writers: new Map(secrets.flatMap(({ call, entries }) => entries.map((entry) => [entry, call.symbol] as const))),
    hasStorage: storage.length > 0,
    hasStorageRoles,
    hasOwnRegistry: registryPlan(context).ownName !== undefined,
    hasRegistryEndpoint: foundation.some(({ symbol }) => symbol === "registryEndpoint"),
    servers,
  };
  const workloads = [
    ...apps.map((name) => appWorkload(name, servicesNamed(deployments, name), context, surroundings)),
    ...jobNames.map((name) => jobWorkload(name, jobsNamed(deployments, name), context, surroundings)),
  ].filter((workload) => workload !== undefined);
  const alerts = workloads
    .filter(({ kind }) => kind === "app")
    .flatMap(({ name, settings }) => alertsCall(name, servicesNamed(deployments, name), settings, context) ?? []);
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
      ...secrets.map(({ call }) => call),
      ...commented(
        workloads.flatMap(({ identity, pull }) => (pull ? [identity, pull] : [identity])),
        "Identities, and what they may do.",
      ),
      ...commented(
        workloads.map((workload) => workload.call),
        "Apps and jobs.",
      ),
      ...commented(alerts, "Alerts."),
    ],
  };
}

/** Reports a workload that reads an entry where the service that the entry names does not exist. */
function checkEntries(
  workloads: Workloads,
  secrets: readonly SecretsModule[],
  { deployments, reporter }: Context,
): void {
  const used = new Set(entriesUsed(workloads));
  for (const [index, workload] of workloads.entries()) {
    const { environment } = deployments[index] ?? {};
    if (!workload || !environment) continue;
    const lacks = (service: string): boolean => !environment.services.some(({ name }) => name === service);
    const isMissing = secrets.some(
      ({ entries, needs }) => entries.some((entry) => used.has(entry)) && needs.some(lacks),
    );
    if (!isMissing) continue;
    const where = { environment: environment.name, path: workload.path, half: "key" } as const;
    reporter.report("bicep/differs", where, { what: "The set of secrets" });
  }
}

function commented(calls: readonly ModuleCall[], comment: string): readonly ModuleCall[] {
  return calls.map((one, index) => (index === 0 ? { ...one, comment } : one));
}

/** The host name that Azure assigns to an app, in main.bicep. */
export function hostOf({ name }: Workload): string {
  return `${symbolOf(name, "app")}.?outputs.host ?? ''`;
}
