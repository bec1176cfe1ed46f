import type { Environment, Platform } from "../model/platform.ts";
import { namespaceObjects } from "./namespace-objects.ts";
import type { KubernetesObject } from "./object.ts";
import { kubernetesSettings, platformValues } from "./platform-values.ts";
import type { PlatformValues } from "./values.ts";
import { workloadObjects } from "./workload-objects.ts";

/** An environment that is deployed to Kubernetes. */
export interface Cluster {
  readonly environment: Environment;
  readonly namespace: string;
  readonly values: PlatformValues;
}

/** An object and the workload that it belongs to; undefined: the namespace as a whole. */
export interface OwnedObject {
  readonly workload: string | undefined;
  readonly object: KubernetesObject;
}

/** The environments that a target deploys, by name. Nobody runs mocks in a cluster. */
export function clustersOf(platform: Platform, target: "kustomize" | "helm"): readonly Cluster[] {
  return platform.environments
    .filter(({ tier, targets }) => tier !== "test" && targets[target]?.enabled === true)
    .map((environment) => clusterOf(platform, environment));
}

/** What the environments of a platform share, in the words of Kubernetes. */
export function baseCluster(platform: Platform): Cluster {
  return clusterOf(platform, platform.base);
}

function clusterOf(platform: Platform, environment: Environment): Cluster {
  const { namespace } = kubernetesSettings(environment);
  return {
    environment,
    namespace: namespace
      .replaceAll("${platform.name}", platform.name)
      .replaceAll("${environment.name}", environment.name)
      .replaceAll("${environment.tier}", environment.tier),
    values: platformValues(platform, environment),
  };
}

/** Every object of a namespace, but for the namespace itself and its ConfigMaps. */
export function objectsOf(values: PlatformValues): readonly OwnedObject[] {
  const workloads = Object.entries(values.workloads);
  return [
    ...namespaceObjects(values).map((object) => ({ workload: undefined, object })),
    ...workloads.flatMap(([workload, own]) =>
      workloadObjects(workload, own, values).map((object) => ({ workload, object })),
    ),
  ];
}
