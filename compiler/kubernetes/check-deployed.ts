import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";

/** Reports settings for Kubernetes in an environment that is not deployed there. */
export function checkDeployed({ environments }: Platform, reporter: Reporter): void {
  for (const { name, tier, targets, ownTargets } of environments) {
    const isDeployed = tier !== "test" && (targets.kustomize?.enabled === true || targets.helm?.enabled === true);
    if (isDeployed || !ownTargets.includes("kubernetes")) continue;
    reporter.report(name, "kubernetes/not-deployed", ["targets", "kubernetes"], { environment: name }, { half: "key" });
  }
}
