import { quoteExpression } from "../../../literals/github.ts";
import { secretVariable, settingVariable } from "../../deployment-variables.ts";
import { bicepCompiler } from "../bicep-compiler.ts";
import { type BicepWay, type EnvironmentDeployment, repositoriesOf } from "../deployments.ts";
import type { HelmWay, KustomizeWay } from "../kubernetes-ways.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import { azureIdentity, type CommonView, credentialsOf, wordsOf } from "./common.ts";
import { type Permission, permissionsOf } from "./permissions.ts";

/** The view of a deployment job in `ci/github/release.yml`. */
export interface DeployView extends Pick<CommonView, "actions" | "registry"> {
  readonly id: string;
  readonly environment: string;
  readonly url: string;
  /** The `if` expression. */
  readonly condition: string;
  /** Whether the environment has to require reviewers. */
  readonly needsApproval: boolean;
  readonly isTagged: boolean;
  /** The pattern of tags that are deployed. */
  readonly tag: string;
  readonly minutes: number;
  readonly remarks: readonly string[];
  readonly permissions: readonly Permission[];
  /** Environment variables of the job. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** Settings of the platform, from variables of the environment. */
  readonly settings: readonly { readonly name: string; readonly setting: string }[];
  readonly isSigned: boolean;
  readonly verifyName: string;
  /** Repositories of images built from this repository; for Helm with the workloads that use each, for Bicep with a variable. */
  readonly repositories: readonly string[];
  /** The folder whose kustomization gets the digests; empty: none. */
  readonly local: string;
  readonly kustomize: KustomizeWay | null;
  readonly helm: HelmWay | null;
  readonly bicep: (BicepWay & BicepView) | null;
}

interface BicepView {
  /** Whether the job is logged in to Azure, for the registry. */
  readonly isLoggedIn: boolean;
  readonly compiler: typeof bicepCompiler;
  /** Secrets for the script. */
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}

/** The job that deploys an environment. */
export function deployView(deployment: EnvironmentDeployment, pipeline: Pipeline, common: CommonView): DeployView {
  const { environment, url = "", tag = "", approvals, settings, way } = deployment;
  const needsApproval = approvals.length > 0;
  const { registry, platform } = pipeline;
  const isSigned = platform.images.sign !== undefined;
  const logsIn = way.kind === "bicep" ? { identity: "to log in to Azure" } : {};
  return {
    actions: common.actions,
    registry: common.registry,
    id: `deploy-${environment}`,
    environment,
    url,
    condition: conditionOf(deployment),
    needsApproval,
    isTagged: tag !== "",
    tag,
    minutes: way.kind === "bicep" ? 60 : way.minutes,
    remarks: remarksOf(deployment, registry),
    permissions: permissionsOf({
      registry: { access: "read", of: registry },
      compares: true,
      verifiesApprovals: needsApproval,
      ...logsIn,
    }),
    variables: way.kind === "bicep" ? bicepVariables(way, settings) : [],
    settings: settings.map((setting) => ({ name: setting, setting })),
    isSigned,
    verifyName: isSigned ? "Verify the signatures" : "Resolve the image digests",
    repositories: repositoriesOf(way),
    local: way.kind === "kustomize" ? way.local : "",
    kustomize: way.kind === "kustomize" ? way : null,
    helm: way.kind === "helm" ? way : null,
    bicep:
      way.kind === "bicep"
        ? {
            ...way,
            isLoggedIn: registry?.kind === "azure",
            compiler: bicepCompiler,
            secrets: bicepSecrets(way, registry),
          }
        : null,
  };
}

function namesOf(secrets: readonly string[]): string {
  return wordsOf([], secrets.map(secretVariable));
}

/** What parameter files read, and the steps around them. */
function bicepVariables({ variables }: BicepWay, settings: readonly string[]): DeployView["variables"] {
  const { hasDomains, hasRegistryGroup, hasRevisions } = variables;
  const ofEnvironment = (name: string): DeployView["variables"][number] => ({ name, value: `\${{ vars.${name} }}` });
  return [
    { name: "AZURE_BICEP_USE_BINARY_FROM_PATH", value: '"true"' },
    ofEnvironment("AZURE_RESOURCE_GROUP"),
    ...(hasDomains ? [{ name: "BIND_DOMAINS", value: "${{ vars.BIND_DOMAINS || 'true' }}" }] : []),
    { name: "IMAGE_TAG", value: "${{ needs.version.outputs.version }}" },
    ofEnvironment("NAME_SALT"),
    ...(hasRegistryGroup ? [ofEnvironment("REGISTRY_RESOURCE_GROUP")] : []),
    ...(hasRevisions ? [{ name: "REVISION", value: "r${{ github.run_number }}-${{ github.run_attempt }}" }] : []),
    ...settings.map((setting) => ({ name: settingVariable(setting), value: `\${{ vars.${setting} }}` })),
  ];
}

/** The secrets of the environment, and the credentials of the registry that images are copied from. */
function bicepSecrets({ variables }: BicepWay, registry: Registry | undefined): BicepView["secrets"] {
  const names = [...variables.secrets.supplied, ...variables.secrets.generated].sort().map(secretVariable);
  const own = registry?.kind === "own";
  const credentials = [
    { name: "REGISTRY_USERNAME", value: `\${{ ${own ? "github.actor" : "vars.REGISTRY_USERNAME"} }}` },
    { name: "REGISTRY_PASSWORD", value: `\${{ ${own ? "github.token" : "secrets.REGISTRY_PASSWORD"} }}` },
  ];
  return [
    ...(variables.hasCopies ? credentials : []),
    ...names.map((name) => ({ name, value: `\${{ secrets.${name} }}` })),
  ];
}

/** Holds for the branch and for tags that match the pattern. A rebuild reaches production by its version only. */
function conditionOf({ branch, tag, isProduction }: EnvironmentDeployment): string {
  const conditions = [
    ...(branch === undefined ? [] : [`github.ref == ${quoteExpression(`refs/heads/${branch}`)}`]),
    ...(tag === undefined ? [] : [tagCondition(tag)]),
  ];
  const condition = conditions.length > 1 ? `(${conditions.join(" || ")})` : conditions.join();
  const isNoRebuild = "(github.event_name != 'workflow_dispatch' || inputs.rollback || inputs.version != '')";
  return isProduction ? `${condition} && ${isNoRebuild}` : condition;
}

function tagCondition(pattern: string): string {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return `github.ref == ${quoteExpression(`refs/tags/${before}`)}`;
  const starts = `startsWith(github.ref, ${quoteExpression(`refs/tags/${before}`)})`;
  return after === "" ? starts : `(${starts} && endsWith(github.ref, ${quoteExpression(after)}))`;
}

function remarksOf(deployment: EnvironmentDeployment, registry: Registry | undefined): readonly string[] {
  const { environment, approvals, settings, way } = deployment;
  const place = `Settings > Environments > ${environment}`;
  const credentials = credentialsOf(registry);
  const azure = [...azureIdentity, "AZURE_RESOURCE_GROUP"];
  const variables = [
    ...credentials.variables,
    ...(way.kind === "bicep" ? [...azure, ...(way.variables.hasRegistryGroup ? ["REGISTRY_RESOURCE_GROUP"] : [])] : []),
    ...settings,
  ];
  const secrets = [...(way.kind === "bicep" ? [] : ["KUBECONFIG"]), ...credentials.secrets];
  const stored = way.kind === "bicep" ? way.variables.secrets : { supplied: [], generated: [] };
  const words = wordsOf(variables, secrets);
  return [
    ...(approvals.length === 0 ? [] : [`Add ${approvals.join(", ")} as required reviewers in ${place}.`]),
    ...(words === "" ? [] : [`Requires ${words} of the environment.`]),
    ...(stored.supplied.length === 0
      ? []
      : [`Set ${namesOf(stored.supplied)} until the Key Vault has the values, and to replace them.`]),
    ...(stored.generated.length === 0
      ? []
      : [`The first deployment generates ${namesOf(stored.generated)}, unless they are set.`]),
    ...(way.kind === "bicep" && way.variables.hasDomains
      ? ["Set BIND_DOMAINS to false until the DNS records of the host names point to Azure."]
      : []),
  ];
}
