import { chartKeysOf } from "../../kubernetes/chart-keys.ts";
import { chartCluster, clustersOf } from "../../kubernetes/cluster.ts";
import type { Cluster } from "../../kubernetes/context.ts";
import { builtImages } from "../../kubernetes/images.ts";
import { hole } from "../../kubernetes/scope.ts";
import { clusterWorkloads } from "../../kubernetes/settings.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { folderOf } from "../paths.ts";
import { type HealthCheck, healthChecks } from "./health-checks.ts";
import { chartOf } from "./lint.ts";

/** A deployment to Kubernetes. */
interface KubernetesWay {
  readonly namespace: string;
  /** Selects all objects of the platform. */
  readonly selector: string;
  /** Whether jobs run with every deployment. */
  readonly hasJobs: boolean;
  /** The minutes after which all jobs have ended, with one to start. */
  readonly jobMinutes: number;
  /** The minutes after which the deployment is cancelled, with its rollback. */
  readonly minutes: number;
  /** The services that keep their old version until the jobs have succeeded; null: none. */
  readonly held: Held | null;
  readonly checks: readonly HealthCheck[];
  /** The repositories of images built from this repository. */
  readonly repositories: readonly string[];
}

/** Controllers by kind, such as `deployment/api`. */
interface Held {
  readonly deployments: readonly string[];
  readonly statefulSets: readonly string[];
}

/** Applies an overlay, with image digests in the environment's local folder. */
export interface KustomizeWay extends KubernetesWay {
  readonly kind: "kustomize";
  readonly overlay: string;
  /** Selects the objects that varai-gen applies. */
  readonly owned: string;
  /** The kinds of objects that are deleted once they have left the specification, separated by commas. */
  readonly kinds: string;
  readonly local: string;
  /** The names of Jobs, separated by spaces. */
  readonly jobs: string;
}

/** Installs or upgrades a chart. */
export interface HelmWay extends KubernetesWay {
  readonly kind: "helm";
  readonly release: string;
  /** A regular expression that matches the release alone. */
  readonly pattern: string;
  readonly chart: string;
  readonly values: string;
  readonly hasDependencies: boolean;
  /** The minutes after which an upgrade fails. */
  readonly upgradeMinutes: number;
  /** The workloads with images built from this repository, each with the repository of its image. */
  readonly images: readonly { readonly workload: string; readonly repository: string }[];
}

/** The minutes of an upgrade, and of a deployment with its rollback, besides those of jobs. */
const upgradeMinutes = 15;
const deploymentMinutes = 60;

/**
 * Kinds without data. Jobs are left out, because CronJobs create some, and ConfigMaps, because `kubectl rollout undo` needs
 * those of older versions.
 */
const builtIn = [
  "cronjob",
  "deployment",
  "horizontalpodautoscaler",
  "ingress",
  "networkpolicy",
  "poddisruptionbudget",
  "service",
  "serviceaccount",
  "statefulset",
];
const optional = new Set(["HTTPRoute", "ServiceMonitor"]);

/** Kustomize, if the environment uses it. */
export function kustomizeWay(platform: Platform, { name }: Environment): KustomizeWay | undefined {
  const cluster = clustersOf(platform, "kustomize").find(({ environment }) => environment.name === name);
  if (!cluster) return undefined;
  const folder = folderOf(platform, "kustomize");
  return {
    kind: "kustomize",
    overlay: `${folder}/overlays/${name}`,
    local: `${folder}/local/${name}`,
    owned: `app.kubernetes.io/managed-by=varai-gen,app.kubernetes.io/part-of=${platform.name}`,
    kinds: prunedKinds(cluster).join(","),
    ...commonOf(platform, cluster),
    jobs: jobsOf(cluster).join(" "),
  };
}

/** Helm, if the environment uses it. */
export function helmWay(platform: Platform, { name }: Environment): HelmWay | undefined {
  const cluster = clustersOf(platform, "helm").find(({ environment }) => environment.name === name);
  const chart = chartOf(platform);
  if (!cluster || !chart) return undefined;
  const keys = chartKeysOf(platform);
  const common = commonOf(platform, releaseOf(platform, cluster));
  return {
    kind: "helm",
    release: platform.name,
    pattern: `^${platform.name}$`,
    chart: chart.folder,
    values: `${chart.folder}/values/${name}.yaml`,
    hasDependencies: chart.hasDependencies,
    ...common,
    upgradeMinutes: upgradeMinutes + common.jobMinutes,
    images: clusterWorkloads(cluster.environment).flatMap(({ name: workload, origin, image }) =>
      origin.kind === "built" ? { workload: keys.get(workload) ?? workload, repository: image } : [],
    ),
  };
}

function commonOf(platform: Platform, cluster: Cluster): KubernetesWay {
  const { environment, settings } = cluster;
  // Jobs may take their timeout, and a minute to start.
  const timeouts = environment.jobs.map(({ schedule, timeout }) => (schedule === undefined ? timeout + 60 : 0));
  const jobMinutes = Math.ceil(Math.max(...timeouts, 0) / 60);
  return {
    namespace: settings.namespace,
    selector: `app.kubernetes.io/part-of=${platform.name}`,
    hasJobs: jobsOf(cluster).length > 0,
    jobMinutes,
    minutes: deploymentMinutes + jobMinutes,
    held: heldOf(cluster),
    checks: healthChecks(cluster),
    repositories: builtImages(environment),
  };
}

function jobsOf({ objects }: Cluster): readonly string[] {
  return objects.flatMap(({ object }) => (object.kind === "Job" ? object.metadata.name : []));
}

/** Of kinds that a cluster may lack, only those that this environment uses. */
function prunedKinds({ objects }: Cluster): readonly string[] {
  const used = objects.filter(({ object }) => optional.has(object.kind));
  const names = used.map(({ object: { kind, apiVersion } }) => `${kind.toLowerCase()}.${apiVersion.split("/")[0]}`);
  return [...new Set([...builtIn, ...names])].sort();
}

/** The services that are in `before` of a job without a schedule. */
function heldOf({ environment, objects }: Cluster): Held | null {
  const services = new Set(environment.jobs.flatMap(({ schedule, before }) => (schedule === undefined ? before : [])));
  const named = (kind: "Deployment" | "StatefulSet"): readonly string[] =>
    objects
      .filter(({ workload = "", object }) => services.has(workload) && object.kind === kind)
      .map(({ object }) => `${kind.toLowerCase()}/${object.metadata.name}`);
  const held = { deployments: named("Deployment"), statefulSets: named("StatefulSet") };
  return held.deployments.length + held.statefulSets.length === 0 ? null : held;
}

/** The environment with the names of the release, which is called like the chart. */
function releaseOf(platform: Platform, { environment }: Cluster): Cluster {
  const cluster = chartCluster(platform, environment, Object.keys(platform.targets.helm?.subcharts ?? {}));
  const objects = cluster.objects.map(({ workload, object }) => {
    const name = object.metadata.name.replaceAll(hole("fullname"), platform.name);
    return { workload, object: { ...object, metadata: { ...object.metadata, name } } };
  });
  return { ...cluster, objects };
}
