import { call, code, type ModuleCall, placed } from "./calls.ts";
import type { Context } from "./context.ts";
import type { Deployment } from "./deployment.ts";
import { registryPlan } from "./registry.ts";

/** Whether the registry of an environment is only reachable from its network, which costs ten times as much. */
export function hasPrivateRegistry({ environment }: Deployment): boolean {
  return environment.tier !== "development";
}

/** The registry with its private endpoint; empty if the platform's registry is in Azure. */
export function registryCalls(context: Context): readonly ModuleCall[] {
  const { ownName, isNeeded } = registryPlan(context);
  if (ownName !== undefined || !isNeeded) return [];
  const description = "Whether the registry is only reachable from the virtual network.";
  const isPrivate = context.vary(
    { name: "isRegistryPrivate", type: "bool", description },
    context.deployments.map(hasPrivateRegistry),
  );
  const values = {
    ...placed,
    isPrivate,
    name: code("registryName"),
    workspaceId: code("monitoring.outputs.workspaceId"),
    zoneRedundant: code("zoneRedundant"),
  };
  return [
    call("registry", "registry", values, { comment: "Images." }),
    ...(isPrivate === false ? [] : endpointOf(isPrivate === true ? null : "isRegistryPrivate")),
  ];
}

function endpointOf(condition: string | null): readonly ModuleCall[] {
  const values = { name: "privatelink.azurecr.io", networkId: code("network.outputs.id"), tags: code("tags") };
  const endpoint = {
    ...placed,
    name: "registry-endpoint",
    part: "registry",
    serviceId: code("registry.outputs.id"),
    subnetId: code("network.outputs.endpointsSubnetId"),
    zoneId: code(`registryZone${condition === null ? "" : "!"}.outputs.id`),
  };
  return [
    call("registryZone", "private-dns-zone", values, { condition }),
    call("registryEndpoint", "private-endpoint", endpoint, { condition }),
  ];
}
