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
  /** Every object of the namespace, but for the namespace itself and its ConfigMaps. */
  readonly objects: readonly OwnedObject[];
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

/** What is known already: two targets deploy the same clusters. */
const clusters = new WeakMap<Environment, Cluster>();

/** What the environments of a platform share, in the words of Kubernetes. */
export function baseCluster(platform: Platform): Cluster {
  return clusterOf(platform, platform.base);
}

function clusterOf(platform: Platform, environment: Environment): Cluster {
  const known = clusters.get(environment);
  if (known) return known;
  const cluster = makeCluster(platform, environment);
  clusters.set(environment, cluster);
  return cluster;
}

function makeCluster(platform: Platform, environment: Environment): Cluster {
  const { namespace } = kubernetesSettings(environment);
  const values = platformValues(platform, environment);
  let objects: readonly OwnedObject[] | undefined;
  return {
    environment,
    namespace: namespace
      .replaceAll("${platform.name}", platform.name)
      .replaceAll("${environment.name}", environment.name)
      .replaceAll("${environment.tier}", environment.tier),
    values,
    get objects() {
      objects ??= objectsOf(values);
      return objects;
    },
  };
}

function objectsOf(values: PlatformValues): readonly OwnedObject[] {
  const workloads = Object.entries(values.workloads);
  return [
    ...namespaceObjects(values).map((object) => ({ workload: undefined, object })),
    ...workloads.flatMap(([workload, own]) =>
      workloadObjects(workload, own, values).map((object) => ({ workload, object })),
    ),
  ];
}
