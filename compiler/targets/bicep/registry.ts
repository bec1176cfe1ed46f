import type { Platform } from "../../model/platform.ts";
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
