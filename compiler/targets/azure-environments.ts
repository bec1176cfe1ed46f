import type { Environment } from "../model/platform.ts";

/**
 * Whether an environment is deployed to Azure: those of the tiers staging and production, and a development environment that sets
 * `targets.bicep` itself. Tests run on one machine.
 */
export function isDeployedToAzure({ tier, targets, ownTargets }: Environment): boolean {
  const isMeant = tier === "development" ? ownTargets.includes("bicep") : tier !== "test";
  return isMeant && targets.bicep?.enabled === true;
}
