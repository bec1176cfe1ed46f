import type { BicepValue } from "../../literals/bicep.ts";
import { call, code, endpointCall, type ModuleCall, placed, zoneCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { servicesOf } from "./deployment.ts";
import { servedExposures, transportOf } from "./ingress.ts";
import { appsName, namePrefix } from "./names.ts";
import { isParameter } from "./parameters.ts";
import { registryCalls, registryPlan, registryPrefix } from "./registry.ts";
import { allocationOf, consumption } from "./resources.ts";
import type { ShareView } from "./volumes.ts";
import { sharesOf } from "./volumes.ts";

/** Whether nobody outside of the network reaches an app, by environment. */
function isInternal({ deployments }: Context): readonly boolean[] {
  return deployments.map(({ environment, settings }) =>
    servicesOf(environment).every(
      (service) => transportOf(service, settings) === "tcp" || servedExposures(service).length === 0,
    ),
  );
}

/** The machines of one's own that workloads need, by environment. */
function profilesByDeployment({ deployments }: Context): readonly (readonly string[])[] {
  return deployments.map(({ environment }) => {
    const workloads = [...servicesOf(environment), ...environment.jobs];
    const names = workloads.flatMap(({ resources }) => allocationOf(resources)?.profile ?? []);
    return [...new Set(names)].filter((name) => name !== consumption).sort();
  });
}

/** Whether some environment needs machines of its own. */
export function hasProfiles(context: Context): boolean {
  return profilesByDeployment(context).some((names) => names.length > 0);
}

/** The shares of each environment. */
function sharesByDeployment({ deployments }: Context): readonly (readonly ShareView[])[] {
  return deployments.map(({ environment }) =>
    [...servicesOf(environment), ...environment.jobs].flatMap(sharesOf).sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

/** What everything else stands on: logs, network, vault, registry, and the environment of Container Apps. */
export function foundationCalls(context: Context, hasAlerts: boolean): readonly ModuleCall[] {
  const { platform } = context;
  const workspaceId = code("monitoring.outputs.workspaceId");
  const internal = literalOrParameter(context, ["is", "internal"], isInternal(context));
  const emails = context.deployments.map(({ environment }) => environment.alerts?.email ?? "");
  const email = hasAlerts ? { email: literalOrParameter(context, ["alert", "email"], emails) } : {};
  return [
    call(
      "monitoring",
      "monitoring",
      { ...placed, name: platform.name, retentionDays: code("retentionDays"), ...email },
      { comment: "Logs and metrics." },
    ),
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
      { comment: "The network, and the names of Azure's services in it." },
    ),
    zoneCall("vaultZone", "privatelink.vaultcore.azure.net"),
    call(
      "vault",
      "key-vault",
      { ...placed, locked: code("locked"), name: code("vaultName"), workspaceId },
      { comment: "Secrets." },
    ),
    endpointCall({ name: "vault", service: "vault", zone: "vaultZone", part: "vault", condition: null }),
    ...registryCalls(context),
    call(
      "apps",
      "environment",
      {
        ...placed,
        isInternal: internal,
        name: appsName(context),
        ...(hasProfiles(context) && {
          profiles: literalOrParameter(context, ["workload", "profiles"], profilesByDeployment(context)),
        }),
        subnetId: code("network.outputs.appsSubnetId"),
        workspaceId,
        zoneRedundant: code("zoneRedundant"),
      },
      { comment: "Where apps and jobs run." },
    ),
  ];
}

/** The storage account with the shares, and its way into the network; nothing where nobody needs it. */
export function storageCalls(context: Context, hasRoles: boolean): readonly ModuleCall[] {
  const all = sharesByDeployment(context);
  if (all.every((shares) => shares.length === 0) && !hasRoles) return [];
  const values = {
    ...placed,
    environmentName: appsName(context),
    locked: code("locked"),
    name: code("storageName"),
    shares: literalOrParameter(
      context,
      ["shares"],
      all.map((shares) => shares.map((share) => ({ ...share }))),
    ),
    workspaceId: code("monitoring.outputs.workspaceId"),
    zoneRedundant: code("zoneRedundant"),
  };
  return [
    call("storage", "storage", values, { comment: "Data that outlives its containers.", dependsOn: ["apps"] }),
    zoneCall("storageZone", code("'privatelink.file.${environment().suffixes.storage}'")),
    endpointCall({ name: "storage", service: "storage", zone: "storageZone", part: "file", condition: null }),
    ...(hasRoles
      ? [
          zoneCall("blobZone", code("'privatelink.blob.${environment().suffixes.storage}'")),
          endpointCall({ name: "blob", service: "storage", zone: "blobZone", part: "blob", condition: null }),
        ]
      : []),
  ];
}

function literalOrParameter(
  { parameters }: Context,
  words: readonly string[],
  values: Parameters<Context["parameters"]["vary"]>[1],
): BicepValue {
  const description = descriptions[words.join(" ")] ?? "";
  const varied = parameters.vary({ names: [words, ["platform", ...words]], description }, values);
  return isParameter(varied) ? code(varied.name) : varied;
}

const descriptions: Readonly<Record<string, string>> = {
  "alert email": "Who receives alerts. Empty: nobody.",
  "is internal": "Whether nobody outside of the network reaches the apps.",
  "workload profiles": "The machines that apps and jobs have for themselves.",
  shares: "The shares for volumes, each with its name and its gibibytes.",
};

/** The names that nobody else in the world may have, as variables of main.bicep. */
export function worldNames(
  context: Context,
  hasStorage: boolean,
): readonly { readonly name: string; readonly description: string; readonly value: string }[] {
  const { name } = context.platform;
  const { ownName } = registryPlan(context);
  const registry = ownName === undefined ? `'${registryPrefix(name)}\${unique}'` : `'${ownName}'`;
  return [
    { name: "registryName", description: "The name of the registry.", value: registry },
    ...(hasStorage
      ? [
          {
            name: "storageName",
            description: "The name of the storage account.",
            value: `'${registryPrefix(name).slice(0, 11)}\${unique}'`,
          },
        ]
      : []),
    { name: "vaultName", description: "The name of the Key Vault.", value: `'${vaultPrefix(name)}-\${unique}'` },
  ];
}

/** A vault has a name of at most 24 characters that starts with a letter. */
function vaultPrefix(name: string): string {
  return namePrefix(/^[a-z]/.test(name) ? name : `v${name}`, 24);
}
