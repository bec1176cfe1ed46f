import { quoteExpression } from "../../../literals/github.ts";
import type { BicepWay, Deployment, HelmWay, KustomizeWay } from "../deployments.ts";
import type { Pipeline } from "../pipeline.ts";
import type { CommonView } from "./common.ts";
import { type Permission, permissionsOf } from "./permissions.ts";

/** A job of `ci/github/release.yml` that deploys an environment. */
export interface DeployView extends Pick<CommonView, "actions" | "registry"> {
  readonly id: string;
  readonly environment: string;
  readonly url: string;
  /** When it is deployed, as an expression. */
  readonly condition: string;
  readonly remarks: readonly string[];
  readonly permissions: readonly Permission[];
  /** Variables of the environment, with the names that they are read by. */
  readonly settings: readonly { readonly name: string; readonly setting: string }[];
  readonly isSigned: boolean;
  readonly verifyName: string;
  readonly repositories: readonly string[];
  /** The folder in which the images' digests are written down; empty: nowhere. */
  readonly local: string;
  readonly kustomize: (KustomizeWay & { readonly selector: string }) | null;
  readonly helm: HelmWay | null;
  readonly bicep: (BicepWay & { readonly isLoggedIn: boolean }) | null;
}

/** The job that deploys an environment. */
export function deployView(deployment: Deployment, pipeline: Pipeline, common: CommonView): DeployView {
  const { environment, url = "", settings, way } = deployment;
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
    remarks: remarksOf(deployment),
    permissions: permissionsOf({ registry: { access: "read", of: registry }, ...logsIn }),
    settings: settings.map((setting) => ({ name: variableOf(setting, way), setting })),
    isSigned,
    verifyName: isSigned ? "Verify who signed the images" : "Find the images",
    repositories: way.repositories,
    local: way.kind === "kustomize" ? way.local : "",
    kustomize: way.kind === "kustomize" ? { ...way, selector: `app.kubernetes.io/part-of=${way.part}` } : null,
    helm: way.kind === "helm" ? way : null,
    bicep: way.kind === "bicep" ? { ...way, isLoggedIn: registry?.kind === "azure" } : null,
  };
}

/** Parameters of Bicep read variables in capitals. */
function variableOf(setting: string, { kind }: Deployment["way"]): string {
  return kind === "bicep" ? setting.toUpperCase() : setting;
}

/** The release is of the branch, or of a tag that matches the pattern. */
function conditionOf({ branch, tag }: Deployment): string {
  const conditions = [
    ...(branch === undefined ? [] : [`github.ref == ${quoteExpression(`refs/heads/${branch}`)}`]),
    ...(tag === undefined ? [] : [tagCondition(tag)]),
  ];
  return conditions.join(" || ");
}

function tagCondition(pattern: string): string {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return `github.ref == ${quoteExpression(`refs/tags/${before}`)}`;
  const starts = `startsWith(github.ref, ${quoteExpression(`refs/tags/${before}`)})`;
  return after === "" ? starts : `(${starts} && endsWith(github.ref, ${quoteExpression(after)}))`;
}

function remarksOf({ environment, approvals, settings, way }: Deployment): readonly string[] {
  const place = `Settings > Environments > ${environment} of the repository`;
  const azure = ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP"];
  const variables = [...(way.kind === "bicep" ? azure : []), ...settings];
  return [
    ...(approvals.length === 0 ? [] : [`Approved by ${approvals.join(", ")}: the required reviewers in ${place}.`]),
    ...(way.kind === "bicep" ? [] : ["Needs the secret KUBECONFIG of that environment."]),
    ...(variables.length === 0 ? [] : [`Needs the variables ${variables.join(", ")} of that environment.`]),
  ];
}
