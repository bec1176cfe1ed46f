import type { Environment, Platform } from "../../model/platform.ts";
import { providerOf } from "./compose-file.ts";
import { vaultImage } from "./vault-agent.ts";
import { volumeOwnersImage } from "./volume-owners.ts";

/** The images of helper services, which Compose runs beside those of the specification. */
export function helperImages(platform: Platform): readonly string[] {
  const { environments } = platform;
  return [
    ...(environments.some(hasForeignVolumes) ? [volumeOwnersImage] : []),
    ...(environments.some((environment) => providerOf(environment) === "vault") ? [vaultImage()] : []),
  ];
}

function hasForeignVolumes({ dataFolder, services }: Environment): boolean {
  return dataFolder === undefined && services.some((service) => service.storage.some((storage) => storage.needsOwner));
}
