import type { Platform } from "../../model/platform.ts";
import { call, code, type ModuleCall, placed } from "./calls.ts";
import type { Context } from "./context.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { compactName } from "./names.ts";

/** The end of the host of a registry in Azure. */
const azureRegistry = ".azurecr.io";

/** The platform and its deployments. */
interface RegistryInput {
  readonly platform: Platform;
  readonly deployments: readonly Deployment[];
}

/** The registry for images that are built from source. */
export interface RegistryPlan {
  /** Whether images are copied from the platform's registry. Otherwise they are pushed. */
  readonly isImported: boolean;
  /** The name of the platform's own registry in Azure, which exists before anything is deployed. */
  readonly ownName: string | undefined;
  /** Whether any image is built from source. Without one no registry is needed. */
  readonly isNeeded: boolean;
}

/** The source of images: the platform's registry if it is in Azure, otherwise a new one that gets copies of them. */
export function registryPlan({ platform, deployments }: RegistryInput): RegistryPlan {
  const images = deployments.flatMap(({ environment }) =>
    [...servicesOf(environment), ...environment.jobs].flatMap(({ origin, image }) =>
      origin.kind === "built" ? [image] : [],
    ),
  );
  const { registry } = splitImage(`${platform.registry ?? ""}/x`);
  const ownName = registry?.endsWith(azureRegistry) ? registry.slice(0, -azureRegistry.length) : undefined;
  return {
    isImported: platform.registry !== undefined && ownName === undefined,
    ownName,
    isNeeded: images.length > 0,
  };
}

/** Whether the registry of an environment is only reachable from its network, which costs ten times as much. */
export function hasPrivateRegistry({ environment }: Deployment): boolean {
  return environment.tier !== "development";
}

/** The registry with its private endpoint; empty if the platform's registry is in Azure. */
export function registryCalls(input: RegistryInput & Pick<Context, "vary">): readonly ModuleCall[] {
  const { ownName, isNeeded } = registryPlan(input);
  if (ownName !== undefined || !isNeeded) return [];
  const description = "Whether the registry is only reachable from the virtual network.";
  const isPrivate = input.vary(
    { name: "isRegistryPrivate", type: "bool", description },
    input.deployments.map(hasPrivateRegistry),
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

/** The host of the registry, in main.bicep. */
export function registryServer({ ownName }: RegistryPlan): string {
  return ownName === undefined ? "registry.outputs.server" : `'${ownName}${azureRegistry}'`;
}

/** The start of the name of a registry or a storage account, which are letters and digits alone. */
export function registryPrefix(name: string, longest = 37): string {
  return compactName(name, longest);
}

/** The host of a registry and what follows it. A name without a host is a repository alone. */
export function splitImage(image: string): { readonly registry: string | undefined; readonly repository: string } {
  const [host = "", ...rest] = image.split("/");
  const isHost = rest.length > 0 && /[.:]|^localhost$/.test(host);
  return isHost ? { registry: host, repository: rest.join("/") } : { registry: undefined, repository: image };
}
