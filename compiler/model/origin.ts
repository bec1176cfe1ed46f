import { engines } from "../catalog/engine.ts";
import { ownBuildOf } from "../spec/own-build.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import type { Tier } from "../spec/tiers.ts";

/** Keys that concern only services of the catalogue. */
export const engineKeys = ["database", "parameters", "password", "username"] as const;

/**
 * Whether it is known what a service runs. Where it is not, that is reported, and whatever would follow from it (it has
 * no port, no address, no folder for its data) is the same mistake.
 */
export function hasOrigin(service: ServiceSpec): boolean {
  if (service.engine) return engines.has(service.engine.name);
  if (service.image !== undefined) return true;
  if (ownBuildOf(service)) return true;
  return service.runtime !== undefined && !isMeantForCatalogue(service);
}

/** Whether the image of a service or a job is built from this repository. */
export function isBuiltFromSource(thing: Pick<ServiceSpec, "runtime" | "build">): boolean {
  return thing.runtime !== undefined || ownBuildOf(thing) !== undefined;
}

/** Whether a service runs its development stage in environments of a tier. */
export function isDevelopedIn({ develop }: Pick<ServiceSpec, "develop">, tier: Tier): boolean {
  return tier === "development" && develop?.enabled !== false;
}

/** Whether a service that has its runtime from the defaults speaks like one of the catalogue, and starts nothing. */
function isMeantForCatalogue(service: ServiceSpec): boolean {
  const starts = service.start ?? service.server ?? service.static;
  return starts === undefined && engineKeys.some((key) => service[key] !== undefined);
}
