import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";

/** Reports settings for Kubernetes in an environment that is not deployed there. */
export function checkDeployed({ environments }: Platform, reporter: Reporter): void {
  for (const { name, tier, targets, ownTargets } of environments) {
    const isDeployed = tier !== "test" && (targets.kustomize?.enabled === true || targets.helm?.enabled === true);
    if (isDeployed || !ownTargets.includes("kubernetes")) continue;
    const spot = { environment: name, path: ["targets", "kubernetes"], half: "key" } as const;
    reporter.report("kubernetes/not-deployed", spot, { environment: name });
  }
}
