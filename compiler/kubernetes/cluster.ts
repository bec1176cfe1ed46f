import type { Environment, Platform } from "../model/platform.ts";
import type { Cluster } from "./context.ts";
import { applyOverrides } from "./overrides.ts";
import { platformObjects } from "./platform-objects.ts";
import { chartScope, kustomizeScope, type Scope } from "./scope.ts";
import { clusterSettings, clusterWorkloads } from "./settings.ts";
import { workloadObjects } from "./workload-objects.ts";

/** The environments that a target deploys, by name. Tests do not run in a cluster. */
export function deployedEnvironments(platform: Platform, target: "kustomize" | "helm"): readonly Environment[] {
  return platform.environments.filter(({ tier, targets }) => tier !== "test" && targets[target]?.enabled === true);
}

/** The clusters that Kustomize deploys, by name. */
export function clustersOf(platform: Platform, target: "kustomize" | "helm"): readonly Cluster[] {
  return deployedEnvironments(platform, target).map((environment) => kustomizeCluster(platform, environment));
}

const known = new WeakMap<Environment, Cluster>();

/** An environment with the names that Kustomize gives. The base is in no namespace. */
export function kustomizeCluster(platform: Platform, environment: Environment): Cluster {
  const cluster = known.get(environment);
  if (cluster) return cluster;
  const namespace = environment === platform.base ? "" : clusterSettings(platform, environment).namespace;
  const made = clusterOf(platform, environment, kustomizeScope(platform.name, namespace));
  known.set(environment, made);
  return made;
}

/** An environment with the names of a chart's release. What subcharts run is not part of it. */
export function chartCluster(platform: Platform, environment: Environment, subcharts: readonly string[]): Cluster {
  const cluster = clusterOf(platform, environment, chartScope(subcharts));
  return { ...cluster, objects: cluster.objects.filter(({ workload = "" }) => !subcharts.includes(workload)) };
}

function clusterOf(platform: Platform, environment: Environment, scope: Scope): Cluster {
  const context = { platform, environment, settings: clusterSettings(platform, environment), scope };
  const objects = [
    ...platformObjects(context).map((object) => ({ workload: undefined, object })),
    ...clusterWorkloads(environment).flatMap((workload) =>
      workloadObjects(workload, context).map((object) => ({ workload: workload.name, object })),
    ),
  ];
  return { ...context, objects: applyOverrides(objects, platform, environment), unchanged: objects };
}
