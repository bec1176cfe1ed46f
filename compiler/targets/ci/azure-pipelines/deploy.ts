import { secretVariable, settingVariable } from "../../deployment-variables.ts";
import { bicepCompiler } from "../bicep-compiler.ts";
import { type PathView, pathViews } from "../changes.ts";
import { type BicepWay, type EnvironmentDeployment, repositoriesOf } from "../deployments.ts";
import type { HelmWay, KustomizeWay } from "../kubernetes-ways.ts";
import type { Pipeline } from "../pipeline.ts";
import { type CommonView, identifierOf, resourceName } from "./common.ts";
import { conditionOf } from "./conditions.ts";

/** The view of a stage that deploys in `ci/azure-pipelines/release.yml`. */
export interface DeployView extends Pick<CommonView, "images" | "isSigned" | "registry"> {
  readonly stage: string;
  readonly environment: string;
  /** The environment, the service connection and the variable group in the project. */
  readonly resource: string;
  readonly url: string;
  readonly condition: string;
  readonly needsApproval: boolean;
  /** The pattern of tags that are deployed; empty: none. */
  readonly tag: string;
  readonly minutes: number;
  /** The variable group; empty: none. */
  readonly group: string;
  /** Environment variables from the group, also as words of a command. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly names: readonly PathView[];
  readonly signing: { readonly publicKey: string };
  readonly verifyName: string;
  readonly repositories: readonly string[];
  /** The folder whose kustomization gets the digests; empty: none. */
  readonly local: string;
  readonly kustomize: KustomizeWay | null;
  readonly helm: HelmWay | null;
  readonly bicep: (BicepWay & { readonly compiler: typeof bicepCompiler }) | null;
}

/** An environment variable of a deployment, and the variable of the group with its value. */
interface Variable {
  readonly name: string;
  readonly from: string;
}

/** The stage that deploys an environment. */
export function deployView(
  deployment: EnvironmentDeployment,
  pipeline: Pipeline,
  common: CommonView & { readonly signing: { readonly publicKey: string } },
): DeployView {
  const { environment, url = "", tag = "", approvals, way } = deployment;
  const variables = variablesOf(deployment);
  const resource = resourceName(pipeline, environment);
  return {
    images: common.images,
    isSigned: common.isSigned,
    registry: common.registry,
    signing: common.signing,
    stage: `deploy_${identifierOf(environment)}`,
    environment,
    resource,
    url,
    condition: conditionOf(deployment),
    needsApproval: approvals.length > 0,
    tag,
    minutes: way.kind === "bicep" ? 60 : way.minutes,
    group: variables.length > 0 ? resource : "",
    variables: variables.map(({ name, from }) => ({ name, value: `$(${from})` })),
    names: pathViews(variables.map(({ name }) => name)),
    verifyName: common.isSigned ? "Verify the signatures" : "Resolve the image digests",
    repositories: repositoriesOf(way),
    local: way.kind === "kustomize" ? way.local : "",
    kustomize: way.kind === "kustomize" ? way : null,
    helm: way.kind === "helm" ? way : null,
    bicep: way.kind === "bicep" ? { ...way, compiler: bicepCompiler } : null,
  };
}

/** The variables of a deployment that the group of its environment supplies. */
export function variablesOf({ settings, way }: EnvironmentDeployment): readonly Variable[] {
  if (way.kind === "kustomize") return [];
  if (way.kind === "helm") return settings.map((setting) => ({ name: setting, from: setting }));
  const { hasCopies, hasDomains, hasRegistryGroup, secrets } = way.variables;
  const same = (name: string): Variable => ({ name, from: name });
  return [
    same("AZURE_RESOURCE_GROUP"),
    ...(hasDomains ? [same("BIND_DOMAINS")] : []),
    same("NAME_SALT"),
    ...(hasRegistryGroup ? [same("REGISTRY_RESOURCE_GROUP")] : []),
    ...(hasCopies ? [same("REGISTRY_USERNAME"), same("REGISTRY_PASSWORD")] : []),
    ...settings.map((setting) => ({ name: settingVariable(setting), from: setting })),
    ...[...secrets.supplied, ...secrets.generated].sort().map(secretVariable).map(same),
  ];
}
