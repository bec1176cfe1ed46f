import type { BicepValue } from "../../literals/bicep.ts";
import type { Job, Service } from "../../model/service.ts";
import { appView } from "./app.ts";
import { argumentsOf, call, code, type ModuleCall, placed } from "./calls.ts";
import { entriesUsed } from "./container.ts";
import type { Context } from "./context.ts";
import { jobView } from "./job.ts";
import { identifierOf } from "./names.ts";
import type { ModuleParameters } from "./parameters.ts";
import { storageRolesOf, vaultRolesOf } from "./roles.ts";
import type { Server } from "./servers.ts";
import { sharesOf } from "./volumes.ts";

/** A module of its own, and what deploys it. */
export interface Workload {
  readonly name: string;
  readonly kind: "app" | "job";
  readonly view: object;
  readonly identity: ModuleCall;
  /** What lets it pull images from a registry that is not deployed here; undefined where the identity can anyway. */
  readonly pull: ModuleCall | undefined;
  readonly call: ModuleCall;
  /** Whether the world may reach it. */
  readonly isExposed: boolean;
}

/** What is there besides the workload. */
export interface Surroundings {
  readonly hasEntries: boolean;
  readonly hasStorage: boolean;
  readonly hasStorageRoles: boolean;
  /** Whether the platform has a registry in Azure. */
  readonly hasOwnRegistry: boolean;
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
  const own = context.newModule();
  takeSurroundings(name, services, context, own);
  const view = appView(services, context, own);
  if (!view) return undefined;
  return {
    ...common(name, "app", services, own, { context, surroundings, further: { ...view } }),
    isExposed: view.ingress?.domains !== null && view.ingress !== null,
  };
}

/** The job of that name. */
export function jobWorkload(
  name: string,
  jobs: Workloads<Job>,
  context: Context,
  surroundings: Surroundings,
): Workload | undefined {
  const own = context.newModule();
  takeSurroundings(name, jobs, context, own);
  const view = jobView(jobs, context, own);
  if (!view) return undefined;
  return { ...common(name, "job", jobs, own, { context, surroundings, further: { ...view } }), isExposed: false };
}

/** What a module of a workload needs to know of others. */
function takeSurroundings(
  name: string,
  workloads: Workloads<Service | Job>,
  context: Context,
  own: ModuleParameters,
): void {
  const take = (parameter: string, description: string, argument: string): void => {
    own.take({ name: parameter, type: "string", description }, argument);
  };
  const identity = identifierOf(name, "identity");
  take("environmentId", "The resource ID of the environment of Container Apps.", "apps.outputs.id");
  take("identityId", "The resource ID of the identity.", `${identity}.outputs.id`);
  if (isPulling(workloads)) {
    take("registryServer", "The host of the registry.", context.registry);
  }
  if (entriesUsed(workloads).length > 0) take("vaultUri", "The address of the Key Vault.", "vault.outputs.uri");
  if (cloudOf(workloads).length > 0) {
    take("identityClientId", "The client ID of the identity.", `${identity}.outputs.clientId`);
  }
}

interface Further {
  readonly context: Context;
  readonly surroundings: Surroundings;
  readonly further: object;
}

function common(
  name: string,
  kind: Workload["kind"],
  workloads: Workloads<Service | Job>,
  own: ModuleParameters,
  { context, surroundings, further }: Further,
): Omit<Workload, "isExposed"> {
  const symbol = identifierOf(name, kind);
  return {
    name,
    kind,
    view: further,
    identity: identityCall(name, workloads, surroundings),
    pull: isPulling(workloads) && surroundings.hasOwnRegistry ? pullCall(name) : undefined,
    call: call(symbol, `${kind}-${name}`, argumentsOf(own), {
      condition: context.condition(name, workloads),
      dependsOn: needsOf(name, workloads, surroundings),
    }),
  };
}

/** An identity is there in every environment, so that nothing has to ask for it. */
function identityCall(
  name: string,
  workloads: Workloads<Service | Job>,
  { hasEntries, hasStorageRoles, hasOwnRegistry }: Surroundings,
): ModuleCall {
  const cloud = cloudOf(workloads);
  const entries = entriesUsed(workloads);
  const storage = { storageName: code("storageName"), storageRoles: storageRolesOf(cloud) };
  const values: Readonly<Record<string, BicepValue>> = {
    ...placed,
    name: `${name}-identity`,
    ...(!hasOwnRegistry && { registryName: code("registryName") }),
    ...(hasStorageRoles && storage),
    vaultEntries: entries,
    vaultName: code("vaultName"),
    vaultRoles: vaultRolesOf(cloud),
  };
  // Roles are given for what is there.
  const vault = hasEntries && entries.length > 0 ? "vaultSecrets" : "vault";
  const dependsOn = [...(hasOwnRegistry ? [] : ["registry"]), ...(hasStorageRoles ? ["storage"] : []), vault];
  return call(identifierOf(name, "identity"), "identity", values, { dependsOn });
}

/** Lets an identity pull images from the platform's registry, wherever it is. */
function pullCall(name: string): ModuleCall {
  const identity = identifierOf(name, "identity");
  const values = { principalId: code(`${identity}.outputs.principalId`), registryName: code("registryName") };
  return call(identifierOf(name, "pull"), "registry-pull", values, { scope: "resourceGroup(registryResourceGroup)" });
}

function isPulling(workloads: Workloads<Service | Job>): boolean {
  return workloads.some((workload) => workload?.origin.kind === "built");
}

/** What has to be reached from the network before a workload starts. */
function needsOf(
  name: string,
  workloads: Workloads<Service | Job>,
  { servers, hasStorage, hasOwnRegistry }: Surroundings,
): readonly string[] {
  const others = new Set(workloads.flatMap((workload) => [...(workload?.talksTo ?? []), ...queueOf(workload)]));
  const needsStorage = hasStorage && workloads.some((workload) => workload && sharesOf(workload).length > 0);
  const pull = hasOwnRegistry ? identifierOf(name, "pull") : "registryEndpoint";
  return [
    ...servers.filter((server) => others.has(server.name)).map((server) => identifierOf(server.name, "endpoint")),
    ...(isPulling(workloads) ? [pull] : []),
    ...(storageRolesOf(cloudOf(workloads)).length > 0 ? ["blobEndpoint"] : []),
    ...(needsStorage ? ["storage", "storageEndpoint"] : []),
    ...(entriesUsed(workloads).length > 0 ? ["vaultEndpoint"] : []),
  ].sort();
}

/** The service whose queue its scaler asks. */
function queueOf(workload: Service | Job | undefined): readonly string[] {
  const queue = workload && "scale" in workload ? workload.scale.queue : undefined;
  return queue === undefined ? [] : [queue.service];
}

/** The roles in Azure that some environment gives a workload. */
export function cloudOf(workloads: Workloads<Service | Job>): readonly string[] {
  const roles = workloads.flatMap((workload) =>
    workload && "access" in workload ? (workload.access?.cloud ?? []) : [],
  );
  return [...new Set(roles)].sort();
}
