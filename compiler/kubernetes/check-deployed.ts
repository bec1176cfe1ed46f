import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import { clusterSettings } from "./settings.ts";

/** Reports settings for Kubernetes in an environment that is not deployed there, and namespaces of two environments. */
export function checkDeployed(platform: Platform, reporter: Reporter): void {
  const { environments } = platform;
  const owners = new Map<string, string>();
  for (const environment of environments) {
    const { name, tier, targets, ownTargets, location } = environment;
    const isDeployed = tier !== "test" && (targets.kustomize?.enabled === true || targets.helm?.enabled === true);
    if (isDeployed) {
      const { namespace } = clusterSettings(platform, environment);
      const key = `${location ?? ""}/${namespace}`;
      const other = owners.get(key);
      owners.set(key, name);
      const spot = { environment: name, path: ["targets", "kubernetes", "namespace"] } as const;
      if (other !== undefined)
        reporter.report("kubernetes/namespace-shared", spot, { namespace, environment: name, other });
    }
    if (isDeployed || !ownTargets.includes("kubernetes")) continue;
    const spot = { environment: name, path: ["targets", "kubernetes"], half: "key" } as const;
    reporter.report("kubernetes/not-deployed", spot, { environment: name });
  }
}
