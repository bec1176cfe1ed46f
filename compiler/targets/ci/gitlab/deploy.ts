import { secretVariable, settingVariable } from "../../deployment-variables.ts";
import { bicepCompiler } from "../bicep-compiler.ts";
import type { BicepWay, EnvironmentDeployment } from "../deployments.ts";
import type { JobImages } from "../job-images.ts";
import type { HelmWay, KustomizeWay } from "../kubernetes-ways.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import { type JobRule, onBranch, onRebuild, onTag, rulesOf } from "./rules.ts";

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The view of a deployment job in `ci/gitlab/gitlab-ci.yml`. */
interface DeployView {
  readonly id: string;
  readonly image: string;
  /** The minutes after which a deployment to Kubernetes is cancelled; 0 for others. */
  readonly minutes: number;
  readonly environment: string;
  readonly url: string;
  /** The pattern of tags that are deployed; empty: none. */
  readonly tag: string;
  readonly settings: readonly string[];
  readonly isVerified: boolean;
  readonly kustomize: KustomizeWay | null;
  readonly helm: HelmWay | null;
  /** `credentials` are the variables with those of the registry that images are copied from, if they have other names. */
  readonly bicep: (BicepWay & { readonly credentials: Credentials | null; readonly compiler: object }) | null;
  readonly rules: readonly JobRule[];
}

/** The jobs that deploy environments. */
export function deployViews(pipeline: Pipeline, images: JobImages): readonly DeployView[] {
  const isVerified = pipeline.platform.images.sign !== undefined;
  return pipeline.deployments.map((deployment) => {
    const { environment, tag, url = "", settings, way } = deployment;
    return {
      id: `deploy-${environment}`,
      image: way.kind === "bicep" ? images.azure : images.kubernetes,
      minutes: way.kind === "bicep" ? 0 : way.minutes,
      environment,
      url,
      tag: tag ?? "",
      settings,
      isVerified,
      kustomize: way.kind === "kustomize" ? way : null,
      helm: way.kind === "helm" ? way : null,
      bicep:
        way.kind === "bicep"
          ? { ...way, compiler: bicepCompiler, credentials: credentialsOf(way, pipeline.registry) }
          : null,
      rules: deployRules(deployment),
    };
  });
}

/** Rebuilds reach production only by a user. */
function deployRules({ branch, tag, approvals, isProduction }: EnvironmentDeployment): readonly JobRule[] {
  const conditions = [...(branch === undefined ? [] : [onBranch(branch)]), ...(tag === undefined ? [] : [onTag(tag)])];
  if (approvals.length > 0) return rulesOf(conditions, "manual");
  return [...(isProduction ? conditions.map(onRebuild) : []), ...rulesOf(conditions, "on_success")];
}

/** The credentials of the project's own registry have other names. */
function credentialsOf({ variables }: BicepWay, registry: Registry | undefined): Credentials | null {
  if (!variables.hasCopies || registry?.kind !== "own") return null;
  return { username: "$CI_REGISTRY_USER", password: "$CI_REGISTRY_PASSWORD" };
}

/** The settings that the pipeline requires in the project. */
export function remarksOf({ registry, deployments, platform, runs }: Pipeline): readonly string[] {
  const unknown = runs.flatMap(({ settings }) => settings.filter(({ example }) => example === undefined));
  const names = [...new Set(unknown.map(({ name }) => name))];
  return [
    ...(names.length > 0 ? [`Variables for tests: ${names.join(", ")} (default: test).`] : []),
    ...(registry !== undefined && registry.kind !== "own"
      ? [`Variables for ${registry.host}: REGISTRY_USERNAME, REGISTRY_PASSWORD (masked and protected).`]
      : []),
    ...(registry === undefined ? [] : deployments.flatMap(environmentRemarks)),
    ...(registry !== undefined && platform.images.sign !== undefined
      ? ["gitlab.com: signatures use its identity tokens. Sigstore publishes the path of the project in its log."]
      : []),
    ...(platform.images.platforms.length > 1
      ? ["Runners with the tags saas-linux-small-amd64 and saas-linux-small-arm64."]
      : []),
  ];
}

function environmentRemarks({ environment, approvals, settings, way }: EnvironmentDeployment): readonly string[] {
  const azure = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP"];
  const group = way.kind === "bicep" && way.variables.hasRegistryGroup ? ["REGISTRY_RESOURCE_GROUP"] : [];
  const own = way.kind === "bicep" ? settings.map(settingVariable) : settings;
  const variables = [...(way.kind === "bicep" ? azure : ["KUBECONFIG (type: file)"]), ...group, ...own];
  const { supplied, generated } = way.kind === "bicep" ? way.variables.secrets : { supplied: [], generated: [] };
  const namesOf = (secrets: readonly string[]): string => secrets.map(secretVariable).join(", ");
  return [
    `Variables of the environment ${environment}: ${variables.join(", ")}.`,
    ...(supplied.length === 0
      ? []
      : [
          `Masked variables of ${environment}, until the Key Vault has the values and to replace them: ${namesOf(supplied)}.`,
        ]),
    ...(generated.length === 0
      ? []
      : [`The first deployment of ${environment} generates these, unless they are set: ${namesOf(generated)}.`]),
    ...(way.kind === "bicep" && way.variables.hasDomains
      ? [`BIND_DOMAINS=false for ${environment} until the DNS records of the host names point to Azure.`]
      : []),
    ...(approvals.length === 0
      ? []
      : [`Protected environment ${environment}, with ${approvals.join(", ")} as approvers.`]),
  ];
}
