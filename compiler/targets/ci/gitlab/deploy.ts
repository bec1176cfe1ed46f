import { settingVariable } from "../../bicep/deployment-variables.ts";
import type { BicepWay, Deployment, HelmWay, KustomizeWay } from "../deployments.ts";
import type { Pipeline } from "../pipeline.ts";
import type { JobImages } from "./images.ts";
import { onBranch, onTag, type Rule, rulesOf } from "./rules.ts";

/** A job of `ci/gitlab/gitlab-ci.yml` that deploys an environment. */
interface DeployView {
  readonly id: string;
  readonly image: string;
  readonly environment: string;
  readonly url: string;
  readonly settings: readonly string[];
  readonly isVerified: boolean;
  readonly kustomize: (KustomizeWay & { readonly selector: string }) | null;
  readonly helm: HelmWay | null;
  /** `apps` are the blue-green ones, as words. */
  readonly bicep: (BicepWay & { readonly apps: string }) | null;
  readonly rules: readonly Rule[];
}

/** The jobs that deploy environments. */
export function deployViews(pipeline: Pipeline, images: JobImages): readonly DeployView[] {
  const isVerified = pipeline.platform.images.sign !== undefined;
  return pipeline.deployments.map(({ environment, branch, tag, approvals, url = "", settings, way }) => ({
    id: `deploy-${environment}`,
    image: way.kind === "bicep" ? images.azure : images.kubernetes,
    environment,
    url,
    settings,
    isVerified,
    kustomize: way.kind === "kustomize" ? { ...way, selector: `app.kubernetes.io/part-of=${way.part}` } : null,
    helm: way.kind === "helm" ? way : null,
    bicep: way.kind === "bicep" ? { ...way, apps: way.variables.blueGreenApps.join(" ") } : null,
    rules: rulesOf(
      [...(branch === undefined ? [] : [onBranch(branch)]), ...(tag === undefined ? [] : [onTag(tag)])],
      approvals.length > 0 ? "manual" : "on_success",
    ),
  }));
}

/** What has to be set in the project's settings. */
export function remarksOf({ registry, deployments, platform, runs }: Pipeline): readonly string[] {
  const unknown = runs.flatMap(({ settings }) => settings.filter(({ example }) => example === undefined));
  const names = [...new Set(unknown.map(({ name }) => name))];
  return [
    ...(names.length > 0 ? [`Variables: ${names.join(", ")}, for tests; without one it is the word test.`] : []),
    ...(registry !== undefined && registry.kind !== "own"
      ? [`Variables: REGISTRY_USERNAME and REGISTRY_PASSWORD, masked and protected, for ${registry.host}.`]
      : []),
    ...(registry === undefined ? [] : deployments.flatMap(environmentRemarks)),
    ...(platform.images.platforms.length > 1
      ? ["Runners: those of GitLab.com, with an arm64 one for its images."]
      : []),
  ];
}

function environmentRemarks({ environment, approvals, settings, way }: Deployment): readonly string[] {
  const azure = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP"];
  const group = way.kind === "bicep" && way.variables.hasRegistryGroup ? ["REGISTRY_RESOURCE_GROUP"] : [];
  const own = way.kind === "bicep" ? settings.map(settingVariable) : settings;
  const variables = [...(way.kind === "bicep" ? azure : ["KUBECONFIG (of the type file)"]), ...group, ...own];
  return [
    `Variables of ${environment}: ${variables.join(", ")}.`,
    ...(way.kind === "bicep" && way.variables.hasDomains
      ? [`BIND_DOMAINS of ${environment} is false until the records of its host names point to Azure.`]
      : []),
    ...(approvals.length === 0
      ? []
      : [`Protected environments: ${environment}, with ${approvals.join(", ")} as approvers.`]),
  ];
}
