import { clustersOf } from "../../kubernetes/cluster.ts";
import { builtImages } from "../../kubernetes/images.ts";
import type { PlatformValues } from "../../kubernetes/values.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { settingsIn } from "../../model/text.ts";
import type { CiTargetSpec, DeploymentSpec } from "../../spec/spec.ts";
import { type DeploymentVariables, digestVariable } from "../deployment-variables.ts";
import { folderOf } from "../paths.ts";
import type { Peers } from "../target.ts";
import { chartOf } from "./lint.ts";

/** How and when an environment is deployed. */
export interface Deployment {
  readonly environment: string;
  readonly branch: string | undefined;
  /** A pattern with at most one `*`. */
  readonly tag: string | undefined;
  /** Who must agree. */
  readonly approvals: readonly string[];
  /** Where the platform is then; undefined where nothing is exposed under the environment's own name. */
  readonly url: string | undefined;
  /** The settings that whoever deploys supplies, unless files beside the overlay have them. */
  readonly settings: readonly string[];
  readonly way: Way;
}

/** What deploys an environment. */
export type Way = KustomizeWay | HelmWay | BicepWay;

/** An overlay is applied, with the images' digests in the environment's own folder. */
export interface KustomizeWay {
  readonly kind: "kustomize";
  readonly overlay: string;
  readonly local: string;
  readonly namespace: string;
  /** What `app.kubernetes.io/part-of` says of everything that belongs to the platform. */
  readonly part: string;
  /** The Jobs, which run at every deployment: names, as words of a command. */
  readonly jobs: string;
  /** The repositories of what is built here. */
  readonly repositories: readonly string[];
}

/** A chart is installed, or brought up to date. */
export interface HelmWay {
  readonly kind: "helm";
  readonly release: string;
  readonly chart: string;
  readonly values: string;
  readonly namespace: string;
  readonly hasDependencies: boolean;
  readonly repositories: readonly string[];
  /** The workloads that run what is built here, each with the repository of its image. */
  readonly images: readonly { readonly workload: string; readonly repository: string }[];
}

/** A template is deployed to a resource group of Azure. */
export interface BicepWay {
  readonly kind: "bicep";
  readonly template: string;
  readonly parameters: string;
  readonly repositories: readonly string[];
  /** The same, each with the variable that says which build of it is deployed. */
  readonly images: readonly { readonly variable: string; readonly repository: string }[];
  readonly variables: DeploymentVariables;
}

/** The deployments of a platform, by environment. */
export function deploymentsOf(platform: Platform, { deploy = {} }: CiTargetSpec, peers: Peers): readonly Deployment[] {
  return platform.environments.flatMap((environment) => {
    const asked = deploy[environment.name];
    const way = asked && wayOf(waysOf(platform, environment, peers), asked);
    if (!asked || !way) return [];
    const { branch, tag, approvals = [] } = asked;
    const settings = way.kind === "kustomize" ? [] : settingsOf(platform, environment);
    return { environment: environment.name, branch, tag, approvals, url: urlOf(environment), settings, way };
  });
}

/** What could deploy an environment, what is usual first. */
export function waysOf(platform: Platform, environment: Environment, peers: Peers): readonly Way[] {
  return [kustomizeWay, helmWay, bicepWay].flatMap((way) => way(platform, environment, peers) ?? []);
}

/** What does: what the specification names, or else what is usual. */
export function wayOf(ways: readonly Way[], asked: DeploymentSpec): Way | undefined {
  return asked.with === undefined ? ways[0] : ways.find(({ kind }) => kind === asked.with);
}

function kustomizeWay(platform: Platform, { name }: Environment): KustomizeWay | undefined {
  const cluster = clustersOf(platform, "kustomize").find(({ environment }) => environment.name === name);
  if (!cluster) return undefined;
  const folder = folderOf(platform, "kustomize");
  return {
    kind: "kustomize",
    overlay: `${folder}/overlays/${name}`,
    local: `${folder}/local/${name}`,
    namespace: cluster.namespace,
    part: platform.name,
    jobs: jobsOf(cluster.values),
    repositories: builtImages(cluster.values),
  };
}

function jobsOf({ workloads }: PlatformValues): string {
  return Object.keys(workloads)
    .filter((name) => workloads[name]?.kind === "Job")
    .join(" ");
}

function helmWay(platform: Platform, { name }: Environment): HelmWay | undefined {
  const cluster = clustersOf(platform, "helm").find(({ environment }) => environment.name === name);
  const chart = chartOf(platform);
  if (!cluster || !chart) return undefined;
  return {
    kind: "helm",
    release: platform.name,
    chart: chart.folder,
    values: `${chart.folder}/values/${name}.yaml`,
    namespace: cluster.namespace,
    hasDependencies: chart.hasDependencies,
    repositories: builtImages(cluster.values),
    images: Object.entries(cluster.values.workloads).flatMap(([workload, { image }]) =>
      image.tag === "" ? { workload, repository: image.repository } : [],
    ),
  };
}

function bicepWay(platform: Platform, environment: Environment, peers: Peers): BicepWay | undefined {
  const { name, tier, targets, services, jobs } = environment;
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
    template: `${folder}/main.bicep`,
    parameters: `${folder}/main.${name}.bicepparam`,
    repositories: images.map(({ repository }) => repository),
    images,
    variables,
  };
}

function settingsOf({ settings }: Platform, { services, jobs }: Environment): readonly string[] {
  const texts = [...services, ...jobs].flatMap(({ env, files }) => [
    ...env.map(({ value }) => value),
    ...files.flatMap(({ content }) => (content.kind === "text" ? [content.text] : [])),
  ]);
  const names = new Set(texts.flatMap(settingsIn));
  return settings.map(({ name }) => name).filter((name) => names.has(name));
}

function urlOf({ domain, services }: Environment): string | undefined {
  const isExposed = services.some(({ expose }) => expose.some(({ host }) => host === domain));
  return domain !== undefined && isExposed ? `https://${domain}` : undefined;
}
