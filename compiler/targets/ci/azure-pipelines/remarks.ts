import { buildSecrets, suppliedVariable } from "../../../model/build-secrets.ts";
import { secretVariable } from "../../deployment-variables.ts";
import type { EnvironmentDeployment } from "../deployments.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import { resourceName } from "./common.ts";
import { variablesOf } from "./deploy.ts";
import { signingOf } from "./release.ts";

/** The settings that pipelines require in the project, as sentences of comments. */
export interface Remarks {
  readonly checks: readonly string[];
  readonly release: readonly string[];
}

/** The settings that the pipelines require in the project. */
export function remarksOf(pipeline: Pipeline): Remarks {
  const { registry, deployments, platform } = pipeline;
  const checks = groupRemarks(pipeline);
  return {
    checks,
    release: [
      ...(checks.length > 0
        ? [`Variable group ${resourceName(pipeline, "ci")}, which azure-pipelines.yml describes.`]
        : []),
      ...(registry ? [registryRemark(pipeline, registry)] : []),
      ...(platform.images.sign === undefined ? [] : signingRemarks(pipeline)),
      ...deployments.flatMap((deployment) => deploymentRemarks(deployment, pipeline)),
    ],
  };
}

/** The variable group of checks and builds. */
function groupRemarks(pipeline: Pipeline): readonly string[] {
  const secrets = buildSecrets(pipeline.platform).map(suppliedVariable);
  const unknown = pipeline.runs.flatMap(({ settings }) => settings.filter(({ example }) => example === undefined));
  const names = [...new Set(unknown.map(({ name }) => name))];
  if (secrets.length + names.length === 0) return [];
  const variables = [...secrets.map((name) => `${name} (secret)`), ...names.map((name) => `${name} (default: test)`)];
  return [`Variable group ${resourceName(pipeline, "ci")} of builds and tests: ${variables.join(", ")}.`];
}

function registryRemark(pipeline: Pipeline, { host, kind }: Registry): string {
  const type = kind === "azure" ? "Azure Container Registry, workload identity federation" : "others";
  const name = resourceName(pipeline, "registry");
  return `Service connection ${name} of the type Docker Registry (${type}) that can push to ${host}.`;
}

function signingRemarks(pipeline: Pipeline): readonly string[] {
  const { publicKey, privateKey, group } = signingOf(pipeline);
  return [
    `Secure files ${privateKey} and ${publicKey} from 'cosign generate-key-pair'. Sigstore accepts no identity of Azure DevOps.`,
    `Variable group ${group}: COSIGN_PASSWORD (secret).`,
  ];
}

function deploymentRemarks(deployment: EnvironmentDeployment, pipeline: Pipeline): readonly string[] {
  const { environment, approvals, branch, tag, way } = deployment;
  const resource = resourceName(pipeline, environment);
  const refs = [
    ...(branch === undefined ? [] : [`refs/heads/${branch}`]),
    ...(tag === undefined ? [] : [`refs/tags/${tag}`]),
  ];
  const approval = approvals.length === 0 ? "" : `, approvals by ${approvals.join(", ")}`;
  const type = way.kind === "bicep" ? "Azure Resource Manager (workload identity federation)" : "Kubernetes";
  const secrets = way.kind === "bicep" ? way.variables.secrets : { supplied: [], generated: [] };
  const stored = new Set([...secrets.supplied, ...secrets.generated].map(secretVariable));
  const variables = variablesOf(deployment).flatMap(({ name, from }) => (stored.has(name) ? [] : describe(from)));
  return [
    `Environment ${resource} with the checks exclusive lock, branch control (${refs.join(", ")})${approval}.`,
    `Service connection ${resource} of the type ${type}.`,
    ...(variables.length === 0 ? [] : [`Variable group ${resource}: ${variables.join(", ")}.`]),
    ...(secrets.supplied.length === 0
      ? []
      : [
          `Secret variables of ${resource}, until the Key Vault has the values and to replace them: ${namesOf(secrets.supplied)}.`,
        ]),
    ...(secrets.generated.length === 0
      ? []
      : [
          `The first deployment of ${environment} generates these, unless the group has them: ${namesOf(secrets.generated)}.`,
        ]),
  ];
}

/** Variables that have another meaning when they are missing. */
const notes: Readonly<Record<string, string>> = {
  AZURE_RESOURCE_GROUP: "optional",
  BIND_DOMAINS: "false until DNS points to Azure",
  NAME_SALT: "optional",
  REGISTRY_PASSWORD: "secret",
};

function describe(name: string): string {
  const note = notes[name];
  return note === undefined ? name : `${name} (${note})`;
}

function namesOf(secrets: readonly string[]): string {
  return secrets.map(secretVariable).join(", ");
}
