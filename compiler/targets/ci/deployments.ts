import type { Environment, Platform } from "../../model/platform.ts";
import type { CiTargetSpec, DeploymentSpec } from "../../spec/spec.ts";
import { isDeployedToAzure } from "../azure-environments.ts";
import { type DeploymentVariables, digestVariable } from "../deployment-variables.ts";
import { folderOf } from "../paths.ts";
import { suppliedSettings } from "../supplied-settings.ts";
import type { Peers } from "../target.ts";
import { type HelmWay, helmWay, type KustomizeWay, kustomizeWay } from "./kubernetes-ways.ts";

/** How and when an environment is deployed. */
export interface EnvironmentDeployment {
  readonly environment: string;
  readonly branch: string | undefined;
  /** A pattern with at most one `*`. */
  readonly tag: string | undefined;
  /** Whether refreshed base images are deployed only by a user. */
  readonly isProduction: boolean;
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
    const settings = way.kind === "kustomize" ? [] : suppliedSettings(platform, environment);
    const isProduction = environment.tier === "production";
    return {
      environment: environment.name,
      isProduction,
      branch,
      tag,
      approvals,
      url: urlOf(environment),
      settings,
      way,
    };
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

function bicepWay(platform: Platform, environment: Environment, peers: Peers): BicepWay | undefined {
  const { services, jobs } = environment;
  const variables = peers.find((peer) => peer.name === "bicep")?.deploymentVariables?.(platform, environment);
  if (!isDeployedToAzure(environment) || !variables) return undefined;
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

function urlOf({ domain, services }: Environment): string | undefined {
  const isExposed = services.some(({ routes }) => routes.some(({ host }) => host === domain));
  return domain !== undefined && isExposed ? `https://${domain}` : undefined;
}

/** The repositories of a deployment, for Helm with the workloads that use each, for Bicep with a variable. */
export function repositoriesOf(way: Way): readonly string[] {
  if (way.kind === "helm") return withWorkloads(way);
  if (way.kind === "bicep") return way.images.map(({ repository, variable }) => `${repository} ${variable}`);
  return way.repositories;
}

function withWorkloads({ repositories, images }: HelmWay): readonly string[] {
  return repositories.map((repository) => {
    const workloads = images.filter((image) => image.repository === repository).map(({ workload }) => workload);
    return [repository, ...workloads].join(" ");
  });
}
