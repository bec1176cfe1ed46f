import type { Job, Service } from "../../model/service.ts";
import { appView } from "./app.ts";
import { call, code, type ModuleCall, placed } from "./calls.ts";
import type { Module } from "./container.ts";
import { type Context, conditionOf, presentSettings } from "./context.ts";
import { entriesUsed } from "./entries.ts";
import { jobView } from "./job.ts";
import { symbolOf } from "./names.ts";
import { printType } from "./parameters.ts";
import { cloudOf, hasVaultIn, storageRolesOf, vaultRolesOf } from "./roles.ts";
import type { Server } from "./servers.ts";
import { Settings } from "./settings.ts";
import { allOf, deployApps, deployJobs } from "./steps.ts";
import { sharesOf } from "./volumes.ts";

/** The module of an app or a job, and the calls that deploy it. */
export interface Workload {
  readonly name: string;
  readonly kind: "app" | "job";
  /** What its module is made of, once everything has added its settings. */
  readonly view: () => object;
  readonly identity: ModuleCall;
  /** Allows the identity to pull images from the registry; undefined if all its images are third-party. */
  readonly pull: ModuleCall | undefined;
  readonly call: ModuleCall;
  /** Whether the internet may reach it. */
  readonly isExposed: boolean;
  /** What its environments differ in, as main.bicep reads it. */
  readonly settings: Settings;
  /** By deployment. */
  readonly workloads: Workloads<Service | Job>;
}

/** What is deployed besides the workload. */
export interface Surroundings {
  /** The modules that write entries of the vault, by entry. */
  readonly writers: ReadonlyMap<string, string>;
  readonly hasStorage: boolean;
  readonly hasStorageRoles: boolean;
  /** Whether the platform has a registry in Azure. */
  readonly hasOwnRegistry: boolean;
  /** Whether the registry has a private endpoint in some environment. */
  readonly hasRegistryEndpoint: boolean;
  readonly servers: readonly Server[];
}

type Workloads<T extends Service | Job> = readonly (T | undefined)[];

/** The app of a service. */
export function appWorkload(
  name: string,
  services: Workloads<Service>,
  context: Context,
  surroundings: Surroundings,
): Workload | undefined {
  const module = newModule(name, services, context);
  const view = appView(services, context, module);
  if (!view) return undefined;
  const common = commonOf(name, "app", services, module, context, surroundings);
  return {
    ...common,
    view: () => ({ ...view, ...common.view() }),
    isExposed: view.ingress !== null && view.domains !== null,
  };
}

/** The job of that name. */
export function jobWorkload(
  name: string,
  jobs: Workloads<Job>,
  context: Context,
  surroundings: Surroundings,
): Workload | undefined {
  const module = newModule(name, jobs, context);
  const view = jobView(jobs, context, module);
  if (!view) return undefined;
  const common = commonOf(name, "job", jobs, module, context, surroundings);
  return { ...common, view: () => ({ ...view, ...common.view() }), isExposed: false };
}

/** The module of a workload, with the parameters that connect it to others. */
function newModule(name: string, workloads: Workloads<Service | Job>, context: Context): Module {
  const own = context.newModule();
  const take = (parameter: string, description: string, argument: string): void => {
    own.take({ name: parameter, type: "string", description }, argument);
  };
  const object = presentSettings(symbolOf(name, "settings"), workloads);
  const identity = `${symbolOf(name, "identity")}${object.endsWith("!") ? "!" : ""}`;
  take("environmentId", "Resource ID of the Container Apps environment.", "apps.outputs.id");
  take("identityId", "Resource ID of the managed identity.", `${identity}.outputs.id`);
  if (isPulling(workloads)) take("registryServer", "Host name of the registry.", context.registry);
  if (entriesUsed(workloads).length > 0) take("vaultUri", "URI of the Key Vault.", "vault.outputs.uri");
  if (cloudOf(workloads).length > 0) {
    take("identityClientId", "Client ID of the managed identity.", `${identity}.outputs.clientId`);
  }
  return { own, settings: new Settings(), object };
}

function commonOf(
  name: string,
  kind: Workload["kind"],
  workloads: Workloads<Service | Job>,
  { own, settings, object }: Module,
  context: Context,
  surroundings: Surroundings,
): Omit<Workload, "isExposed"> {
  const type = { name: "settingsType", type: "settingsType", description: `Settings of ${name}.` };
  own.take({ ...type, name: "settings" }, object);
  return {
    name,
    kind,
    view: () => ({ parameters: own.views(), settingsType: printType(settings.type) }),
    settings: settings.readFrom(object),
    workloads,
    identity: identityCall(name, workloads, context, surroundings),
    pull: isPulling(workloads) ? pullCall(name, workloads, surroundings.hasOwnRegistry) : undefined,
    call: call(symbolOf(name, kind), `${kind}-${name}`, own.arguments(), {
      condition: allOf(
        (kind === "app" ? deployApps : deployJobs).name,
        conditionOf(symbolOf(name, "settings"), workloads),
      ),
      dependsOn: needsOf(name, workloads, surroundings),
    }),
  };
}

/** The identity of a workload, with everything that it may do. */
function identityCall(
  name: string,
  workloads: Workloads<Service | Job>,
  context: Context,
  { writers, hasStorageRoles }: Surroundings,
): ModuleCall {
  const cloud = cloudOf(workloads);
  const vaultEntries = entriesUsed(workloads);
  const vaultRoles = vaultRolesOf(cloud);
  const hasVault = hasVaultIn(context);
  const values = {
    ...placed,
    name: `${name}-identity`,
    ...(hasStorageRoles && { storageName: code("storageName"), storageRoles: storageRolesOf(cloud) }),
    ...(hasVault && { vaultEntries, vaultName: code("vaultName"), vaultRoles }),
  };
  const usesVault = vaultEntries.length > 0 || vaultRoles.length > 0;
  // Roles are given for resources that exist.
  const dependsOn = [
    ...(storageRolesOf(cloud).length > 0 ? ["storage"] : []),
    ...(usesVault && vaultEntries.length === 0 ? ["vault"] : []),
    ...new Set(vaultEntries.flatMap((entry) => writers.get(entry) ?? [])),
  ];
  const condition = conditionOf(symbolOf(name, "settings"), workloads);
  return call(symbolOf(name, "identity"), "identity", values, { condition, dependsOn: dependsOn.sort() });
}

/** Allows an identity to pull images from the registry, in any resource group. */
function pullCall(name: string, workloads: Workloads<Service | Job>, hasOwnRegistry: boolean): ModuleCall {
  const condition = conditionOf(symbolOf(name, "settings"), workloads);
  const identity = `${symbolOf(name, "identity")}${condition === null ? "" : "!"}`;
  const values = { principalId: code(`${identity}.outputs.principalId`), registryName: code("registryName") };
  const place = hasOwnRegistry ? { scope: "resourceGroup(registryResourceGroup)" } : { dependsOn: ["registry"] };
  return call(symbolOf(name, "pull_role"), "registry-pull", values, { condition, ...place });
}

function isPulling(workloads: Workloads<Service | Job>): boolean {
  return workloads.some((workload) => workload?.origin.kind === "built");
}

/** What has to be reached from the network before a workload starts. */
function needsOf(
  name: string,
  workloads: Workloads<Service | Job>,
  { servers, hasStorage, hasRegistryEndpoint }: Surroundings,
): readonly string[] {
  const others = new Set(workloads.flatMap((workload) => [...(workload?.talksTo ?? []), ...queueOf(workload)]));
  const needsStorage = hasStorage && workloads.some((workload) => workload && sharesOf(workload).length > 0);
  const pull = [symbolOf(name, "pull_role"), ...(hasRegistryEndpoint ? ["registryEndpoint"] : [])];
  return [
    ...servers.filter((server) => others.has(server.name)).map((server) => symbolOf(server.name, "server_endpoint")),
    ...(isPulling(workloads) ? pull : []),
    ...(storageRolesOf(cloudOf(workloads)).length > 0 ? ["blobEndpoint"] : []),
    ...(needsStorage ? ["storage", "storageEndpoint"] : []),
    ...(entriesUsed(workloads).length > 0 ? ["vaultEndpoint"] : []),
  ].sort();
}

/** The service whose queue its scaler reads. */
function queueOf(workload: Service | Job | undefined): readonly string[] {
  const queue = workload && "scale" in workload ? workload.scale.queue : undefined;
  return queue === undefined ? [] : [queue.service];
}
