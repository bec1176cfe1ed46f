import { chartKeysOf } from "../../kubernetes/chart-keys.ts";
import { clustersOf } from "../../kubernetes/cluster.ts";
import type { Cluster } from "../../kubernetes/context.ts";
import { builtImages } from "../../kubernetes/images.ts";
import { clusterWorkloads } from "../../kubernetes/settings.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { settingsIn } from "../../model/text.ts";
import type { CiTargetSpec, DeploymentSpec } from "../../spec/spec.ts";
import { type DeploymentVariables, digestVariable } from "../deployment-variables.ts";
import { folderOf } from "../paths.ts";
import type { Peers } from "../target.ts";
import { type HealthCheck, healthChecks } from "./health-checks.ts";
import { chartOf } from "./lint.ts";

/** How and when an environment is deployed. */
export interface EnvironmentDeployment {
  readonly environment: string;
  readonly branch: string | undefined;
  /** A pattern with at most one `*`. */
  readonly tag: string | undefined;
  /** The teams and users who have to approve. */
  readonly approvals: readonly string[];
  /** The URL of the environment; undefined if nothing is exposed under its domain. */
  readonly url: string | undefined;
  /** The settings that the pipeline supplies. For Kustomize, files beside the overlay hold them. */
  readonly settings: readonly string[];
  readonly way: Way;
}

/** How an environment is deployed. */
export type Way = KustomizeWay | HelmWay | BicepWay;

/** Applies an overlay, with image digests in the environment's local folder. */
export interface KustomizeWay {
  readonly kind: "kustomize";
  readonly overlay: string;
  readonly local: string;
  readonly namespace: string;
  /** The value of the label `app.kubernetes.io/part-of`. */
  readonly part: string;
  /** The names of Jobs, which run with every deployment, separated by spaces. */
  readonly jobs: string;
  /** The seconds in which all of them end, with a minute to start. */
  readonly jobSeconds: number;
  readonly checks: readonly HealthCheck[];
  /** The repositories of images built from this repository. */
  readonly repositories: readonly string[];
}

/** Installs or upgrades a chart. */
export interface HelmWay {
  readonly kind: "helm";
  readonly release: string;
  /** A regular expression that matches the release alone. */
  readonly pattern: string;
  readonly chart: string;
  readonly values: string;
  readonly namespace: string;
  readonly hasDependencies: boolean;
  readonly checks: readonly HealthCheck[];
  readonly repositories: readonly string[];
  /** The workloads with images built from this repository, each with the repository of its image. */
  readonly images: readonly { readonly workload: string; readonly repository: string }[];
}

/** Deploys a template to an Azure resource group. */
export interface BicepWay {
  readonly kind: "bicep";
  /** The script that deploys. */
  readonly script: string;
  readonly repositories: readonly string[];
  /** The same, each with the variable that receives the digest. */
  readonly images: readonly { readonly variable: string; readonly repository: string }[];
  readonly variables: DeploymentVariables;
}

/** The deployments of a platform, by environment. */
export function deploymentsOf(
  platform: Platform,
  { deploy = {} }: CiTargetSpec,
  peers: Peers,
): readonly EnvironmentDeployment[] {
  return platform.environments.flatMap((environment) => {
    const deployment = deploy[environment.name];
    const way = deployment && wayOf(waysOf(platform, environment, peers), deployment);
    if (!deployment || !way) return [];
    const { branch, tag, approvals = [] } = deployment;
    const settings = way.kind === "kustomize" ? [] : settingsOf(platform, environment);
    return { environment: environment.name, branch, tag, approvals, url: urlOf(environment), settings, way };
  });
}

/** The ways to deploy an environment, the default first. */
export function waysOf(platform: Platform, environment: Environment, peers: Peers): readonly Way[] {
  return [kustomizeWay, helmWay, bicepWay].flatMap((way) => way(platform, environment, peers) ?? []);
}

/** The way that the specification names, otherwise the default. */
export function wayOf(ways: readonly Way[], deployment: DeploymentSpec): Way | undefined {
  return deployment.with === undefined ? ways[0] : ways.find(({ kind }) => kind === deployment.with);
}

function kustomizeWay(platform: Platform, { name }: Environment): KustomizeWay | undefined {
  const cluster = clustersOf(platform, "kustomize").find(({ environment }) => environment.name === name);
  if (!cluster) return undefined;
  const folder = folderOf(platform, "kustomize");
  return {
    kind: "kustomize",
    overlay: `${folder}/overlays/${name}`,
    local: `${folder}/local/${name}`,
    namespace: cluster.settings.namespace,
    part: platform.name,
    ...jobsOf(cluster),
    checks: healthChecks(cluster),
    repositories: builtImages(cluster.environment),
  };
}

/** Jobs may take their timeout, and a minute to start. */
function jobsOf({ objects, environment }: Cluster): Pick<KustomizeWay, "jobs" | "jobSeconds"> {
  const jobs = objects.filter(({ object }) => object.kind === "Job");
  const timeouts = environment.jobs.map(({ schedule, timeout }) => (schedule === undefined ? timeout + 60 : 0));
  return { jobs: jobs.map(({ object }) => object.metadata.name).join(" "), jobSeconds: Math.max(...timeouts, 0) };
}

function helmWay(platform: Platform, { name }: Environment): HelmWay | undefined {
  const cluster = clustersOf(platform, "helm").find(({ environment }) => environment.name === name);
  const chart = chartOf(platform);
  if (!cluster || !chart) return undefined;
  const keys = chartKeysOf(platform);
  return {
    kind: "helm",
    release: platform.name,
    pattern: `^${platform.name}$`,
    chart: chart.folder,
    values: `${chart.folder}/values/${name}.yaml`,
    namespace: cluster.settings.namespace,
    hasDependencies: chart.hasDependencies,
    checks: healthChecks(cluster),
    repositories: builtImages(cluster.environment),
    images: clusterWorkloads(cluster.environment).flatMap(({ name: workload, origin, image }) =>
      origin.kind === "built" ? { workload: keys.get(workload) ?? workload, repository: image } : [],
    ),
  };
}

function bicepWay(platform: Platform, environment: Environment, peers: Peers): BicepWay | undefined {
  const { tier, targets, services, jobs } = environment;
  const variables = peers.find((peer) => peer.name === "bicep")?.deploymentVariables?.(platform, environment);
  if (tier === "test" || targets.bicep?.enabled !== true || !variables) return undefined;
  const folder = folderOf(platform, "bicep");
  const built = [...services, ...jobs].flatMap(({ origin, image }) =>
    origin.kind === "built" ? [[image, digestVariable(origin.build.name)] as const] : [],
  );
  const images = [...new Map(built)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([repository, variable]) => ({ repository, variable }));
  return {
    kind: "bicep",
    script: `${folder}/deploy.sh`,
    repositories: images.map(({ repository }) => repository),
    images,
    variables,
  };
}

function settingsOf({ settings }: Platform, { services, jobs }: Environment): readonly string[] {
  const values = [...services, ...jobs].flatMap(({ env, files }) => [
    ...env.map(({ value }) => value),
    ...files.flatMap(({ content }) => (content.kind === "text" ? [content.text] : [])),
  ]);
  const names = new Set(values.flatMap(settingsIn));
  return settings.map(({ name }) => name).filter((name) => names.has(name));
}

function urlOf({ domain, services }: Environment): string | undefined {
  const isExposed = services.some(({ routes }) => routes.some(({ host }) => host === domain));
  return domain !== undefined && isExposed ? `https://${domain}` : undefined;
}
