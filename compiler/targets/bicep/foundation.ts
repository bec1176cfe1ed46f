import type { BicepValue } from "../../literals/bicep.ts";
import { call, code, endpointCall, type ModuleCall, placed, zoneCall } from "./calls.ts";
import { type Context, listOf } from "./context.ts";
import { servicesOf } from "./deployment.ts";
import { servedExposures, transportOf } from "./ingress.ts";
import { appsName, namePrefix } from "./names.ts";
import { registryPlan, registryPrefix } from "./registry.ts";
import { registryCalls } from "./registry-calls.ts";
import { allocationOf, consumption } from "./resources.ts";
import { hasVaultIn } from "./roles.ts";
import type { ShareView } from "./volumes.ts";
import { sharesOf } from "./volumes.ts";

/** Whether apps are reachable only from the virtual network, by environment. */
function isInternal({ deployments }: Context): readonly boolean[] {
  return deployments.map(({ environment, settings }) =>
    servicesOf(environment).every(
      (service) => transportOf(service, settings) === "tcp" || servedExposures(service).length === 0,
    ),
  );
}

/** The dedicated workload profiles, by environment. */
function profilesByDeployment({ deployments }: Context): readonly (readonly string[])[] {
  return deployments.map(({ environment }) => {
    const workloads = [...servicesOf(environment), ...environment.jobs];
    const names = workloads.flatMap(({ resources }) => allocationOf(resources)?.profile ?? []);
    return [...new Set(names)].filter((name) => name !== consumption).sort();
  });
}

/** Whether some environment needs dedicated workload profiles. */
export function hasProfiles(context: Context): boolean {
  return profilesByDeployment(context).some((names) => names.length > 0);
}

/** The shares of each environment. */
function sharesByDeployment({ deployments }: Context): readonly (readonly ShareView[])[] {
  return deployments.map(({ environment }) =>
    [...servicesOf(environment), ...environment.jobs].flatMap(sharesOf).sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

/** Logs, network, and what workloads need of vault, registry and the environment of Container Apps. */
export function foundationCalls(context: Context, hasAlerts: boolean): readonly ModuleCall[] {
  const { platform, deployments } = context;
  const workspaceId = code("monitoring.outputs.workspaceId");
  const description = "Whether apps are reachable only from the virtual network.";
  const internal = context.vary({ name: "isInternal", type: "bool", description }, isInternal(context));
  const emails = deployments.map(({ environment }) => environment.alerts?.email ?? "");
  const emailDescription = "Email address that receives alerts. Empty: none.";
  const email = hasAlerts
    ? { email: context.vary({ name: "alertEmail", type: "string", description: emailDescription }, emails) }
    : {};
  const comment = "Logs and metrics.";
  const monitoring = { ...placed, name: platform.name, retentionDays: code("retentionDays"), ...email };
  return [
    call("monitoring", "monitoring", monitoring, { comment }),
    call(
      "network",
      "network",
      {
        ...placed,
        addressSpace: code("addressSpace"),
        appsAddresses: code("appsAddresses"),
        endpointsAddresses: code("endpointsAddresses"),
        isInternal: internal,
        name: `${platform.name}-network`,
      },
      { comment: "Virtual network." },
    ),
    ...(hasVaultIn(context) ? vaultCalls() : []),
    ...registryCalls(context),
    call(
      "apps",
      "environment",
      {
        ...placed,
        isInternal: internal,
        name: appsName(context),
        ...(hasProfiles(context) && { profiles: profilesValue(context) }),
        subnetId: code("network.outputs.appsSubnetId"),
        workspaceId,
        zoneRedundant: code("zoneRedundant"),
      },
      { comment: "Container Apps environment." },
    ),
  ];
}

function vaultCalls(): readonly ModuleCall[] {
  const workspaceId = code("monitoring.outputs.workspaceId");
  const values = { ...placed, locked: code("locked"), name: code("vaultName"), workspaceId };
  return [
    call("vault", "key-vault", values, { comment: "Key Vault." }),
    zoneCall("vaultZone", "privatelink.vaultcore.azure.net"),
    endpointCall({
      symbol: "vaultEndpoint",
      name: "vault-endpoint",
      service: "vault",
      zone: "vaultZone",
      part: "vault",
      condition: null,
    }),
  ];
}

function profilesValue(context: Context): BicepValue {
  const description = "Dedicated workload profiles.";
  return context.vary({ name: "profiles", type: "string[]", description }, profilesByDeployment(context));
}

/** The storage account with the shares and its endpoints; nothing where no workload needs it. */
export function storageCalls(context: Context, hasRoles: boolean): readonly ModuleCall[] {
  const all = sharesByDeployment(context);
  if (all.every((shares) => shares.length === 0) && !hasRoles) return [];
  const values = {
    ...placed,
    environmentName: appsName(context),
    locked: code("locked"),
    name: code("storageName"),
    shares: context.vary(
      { name: "shares", type: sharesType, description: "File shares, with their quotas in gibibytes." },
      all.map((shares) => shares.map((share) => ({ ...share }))),
    ),
    workspaceId: code("monitoring.outputs.workspaceId"),
    zoneRedundant: code("zoneRedundant"),
  };
  return [
    call("storage", "storage", values, { comment: "File shares.", dependsOn: ["apps"] }),
    zoneCall("storageZone", code("'privatelink.file.${environment().suffixes.storage}'")),
    endpointCall({
      symbol: "storageEndpoint",
      name: "storage-endpoint",
      service: "storage",
      zone: "storageZone",
      part: "file",
      condition: null,
    }),
    ...(hasRoles
      ? [
          zoneCall("blobZone", code("'privatelink.blob.${environment().suffixes.storage}'")),
          endpointCall({
            symbol: "blobEndpoint",
            name: "blob-endpoint",
            service: "storage",
            zone: "blobZone",
            part: "blob",
            condition: null,
          }),
        ]
      : []),
  ];
}

const sharesType = listOf([
  { name: "name", type: "string", description: "" },
  { name: "quota", type: "int", description: "" },
]);

interface GlobalName {
  readonly name: string;
  readonly description: string;
  readonly value: string;
}

/** Whether the template has globally unique names. */
export function usesUnique(calls: readonly ModuleCall[], context: Context): boolean {
  const hasStorage = calls.some(({ symbol }) => symbol === "storage");
  const values = globalNames(context, hasStorage).map(({ value }) => value);
  return [...values, ...calls.map((one) => JSON.stringify(one))].some((text) => text.includes("${unique}"));
}

/** Globally unique names, as variables of main.bicep. */
export function globalNames(context: Context, hasStorage: boolean): readonly GlobalName[] {
  const { name } = context.platform;
  const { ownName, isNeeded } = registryPlan(context);
  const registry = ownName === undefined ? `'${registryPrefix(name)}\${unique}'` : `'${ownName}'`;
  const storage = `'${registryPrefix(name, 11)}\${unique}'`;
  const vault = `'${namePrefix(name, 24)}-\${unique}'`;
  return [
    ...(isNeeded ? [{ name: "registryName", description: "Name of the registry.", value: registry }] : []),
    ...(hasStorage ? [{ name: "storageName", description: "Name of the storage account.", value: storage }] : []),
    ...(hasVaultIn(context) ? [{ name: "vaultName", description: "Name of the Key Vault.", value: vault }] : []),
  ];
}
