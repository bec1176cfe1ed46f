import type { Platform } from "../../model/platform.ts";
import { call, code, endpointCall, type ModuleCall, placed, zoneCall } from "./calls.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { compactName, joinNames } from "./names.ts";

/** Registries that Azure's fetches images from by itself (https://learn.microsoft.com/azure/container-registry/artifact-cache-overview). */
const cacheable = new Set([
  "docker.io",
  "ghcr.io",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "quay.io",
  "registry.k8s.io",
]);

/** The end of the host of a registry in Azure. */
const azureRegistry = ".azurecr.io";

/** The longest name of a cache rule (https://learn.microsoft.com/azure/container-registry/artifact-cache-overview). */
const longestRule = 50;

/** The platform and its deployments. */
interface RegistryInput {
  readonly platform: Platform;
  readonly deployments: readonly Deployment[];
}

/** The registry for images that are built from source. */
export interface RegistryPlan {
  /** Whether it fetches images from the platform's own registry. */
  readonly isCached: boolean;
  readonly rules: readonly { readonly name: string; readonly source: string; readonly repository: string }[];
  /** The name of the platform's own registry in Azure, which exists before anything is deployed. */
  readonly ownName: string | undefined;
  /** Whether any image is built from source. Without one no registry is needed. */
  readonly isNeeded: boolean;
}

/** The source of images: the platform's registry if it is in Azure, otherwise a new one, which may cache the platform's. */
export function registryPlan({ platform, deployments }: RegistryInput): RegistryPlan {
  const images = deployments.flatMap(({ environment }) =>
    [...servicesOf(environment), ...environment.jobs].flatMap(({ origin, image }) =>
      origin.kind === "built" ? [image] : [],
    ),
  );
  const { registry } = splitImage(`${platform.registry ?? ""}/x`);
  const ownName = registry?.endsWith(azureRegistry) ? registry.slice(0, -azureRegistry.length) : undefined;
  const isCached = registry !== undefined && cacheable.has(registry);
  const repositories = [...new Set(images.map((image) => splitImage(image).repository))].sort();
  const rules = repositories.map((repository) => ({
    name: joinNames(["cache", ...repository.split("/")], longestRule),
    source: `${registry ?? ""}/${repository}`,
    repository,
  }));
  return { isCached, rules: isCached ? rules : [], ownName, isNeeded: images.length > 0 };
}

/** The registry with its private endpoint; empty if the platform's registry is in Azure. */
export function registryCalls(input: RegistryInput): readonly ModuleCall[] {
  const { isCached, rules, ownName, isNeeded } = registryPlan(input);
  if (ownName !== undefined || !isNeeded) return [];
  const values = {
    ...placed,
    ...(isCached && { cached: rules, registryCredentials: code("registryCredentials") }),
    name: code("registryName"),
    workspaceId: code("monitoring.outputs.workspaceId"),
    zoneRedundant: code("zoneRedundant"),
  };
  return [
    call("registry", "registry", values, { comment: "Images." }),
    zoneCall("registryZone", "privatelink.azurecr.io"),
    endpointCall({
      symbol: "registryEndpoint",
      name: "registry-endpoint",
      service: "registry",
      zone: "registryZone",
      part: "registry",
      condition: null,
    }),
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
