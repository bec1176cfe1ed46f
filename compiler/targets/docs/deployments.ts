import { deployedEnvironments } from "../../kubernetes/cluster.ts";
import { clusterSettings } from "../../kubernetes/settings.ts";
import { code } from "../../literals/markdown.ts";
import { quoteShell } from "../../literals/shell.ts";
import { inFolder } from "../../model/build-context.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { OperationsTargetSpec } from "../../spec/spec.ts";
import { isDeployedToAzure } from "../azure-environments.ts";
import { composeFileName, composeSettings, folderOf, secretsScript } from "../paths.ts";
import type { OperatorInputs } from "../target.ts";

/** How a target deploys an environment: commands in the root of the repository, a line each. */
export interface Deployment {
  readonly title: string;
  /** What to do before the first deployment besides the commands; empty: nothing. */
  readonly note: string;
  /** Programs that it needs. */
  readonly programs: readonly string[];
  readonly first: readonly string[];
  readonly update: readonly string[];
  readonly rollback: readonly string[];
  readonly verify: readonly string[];
}

/** Every way to deploy an environment: one for each target that is enabled there. */
export function deploymentsOf(
  platform: Platform,
  environment: Environment,
  inputs: OperatorInputs | undefined,
): readonly Deployment[] {
  const { name } = environment;
  const isDeployed = (target: "kustomize" | "helm"): boolean =>
    deployedEnvironments(platform, target).some((one) => one.name === name);
  return [
    ...(inputs && hasComposeFile(environment) ? [compose(platform, environment, inputs)] : []),
    ...(isDeployed("kustomize") ? [kustomize(platform, environment)] : []),
    ...(isDeployed("helm") ? [helm(platform, environment)] : []),
    ...(isDeployedToAzure(environment) ? [bicep(platform, environment)] : []),
  ];
}

/** Whether services run outside of stacks; stacks have separate files. */
function hasComposeFile({ services, listedInStacks, stacks }: Environment): boolean {
  return services.some(({ name }) => !listedInStacks.includes(name)) || stacks.length === 0;
}

function compose(platform: Platform, environment: Environment, inputs: OperatorInputs): Deployment {
  const { name, tier } = environment;
  const file = composeFileName(composeSettings(environment).file, platform, environment);
  const call = `docker compose --file ${quoteShell(inFolder(platform.output, file))}`;
  const isReleased = tier === "staging" || tier === "production";
  const start = isReleased ? [`${call} pull`, `${call} up --detach --wait`] : [`${call} up --build --detach --wait`];
  const manager = platform.targets.accessors?.enabled === false ? undefined : platform.targets.accessors?.manager;
  const validate =
    manager === undefined ? [] : [`${quoteShell(inFolder(platform.output, manager))} validate ${quoteShell(name)}`];
  const secrets = inputs.secrets.length > 0 ? [`${inFolder(platform.output, secretsScript)} ${quoteShell(name)}`] : [];
  const hasVersion = inputs.variables.some((variable) => variable.name === "VERSION");
  return {
    title: "Docker Compose",
    note: "",
    programs: ["Docker Engine", "Docker Compose"],
    first: [...secrets, ...validate, ...start],
    update: [...validate, ...start],
    rollback: hasVersion ? [`VERSION="\${EARLIER_VERSION}" ${call} up --detach --wait`] : [],
    verify: [`${call} ps`, `${call} logs --tail 100`],
  };
}

function namespaceOf(platform: Platform, environment: Environment): string {
  return quoteShell(clusterSettings(platform, environment).namespace);
}

/** Commands that show whether the workloads of a namespace are ready. */
function inspect(namespace: string, platform: Platform): readonly string[] {
  const selector = `--namespace ${namespace} --selector app.kubernetes.io/part-of=${platform.name}`;
  return [
    `kubectl rollout status deployment ${selector}`,
    `kubectl get pods ${selector}`,
    `kubectl get events --namespace ${namespace} --sort-by .lastTimestamp`,
  ];
}

function kustomize(platform: Platform, environment: Environment): Deployment {
  const folder = inFolder(platform.output, folderOf(platform, "kustomize"));
  const local = `${folder}/local/${environment.name}`;
  const overlay = quoteShell(`${folder}/overlays/${environment.name}`);
  const namespace = namespaceOf(platform, environment);
  const selector = `--namespace ${namespace} --selector app.kubernetes.io/part-of=${platform.name}`;
  return {
    title: "Kustomize",
    note: `Set the versions of images in ${code(`${local}/kustomization.yaml`)}, and settings in ${code(`${local}/settings.env`)}.`,
    programs: ["kubectl"],
    first: [`kubectl apply --kustomize ${overlay}`],
    update: [`kubectl diff --kustomize ${overlay}`, `kubectl apply --kustomize ${overlay}`],
    rollback: [`kubectl rollout undo deployment ${selector}`],
    verify: inspect(namespace, platform),
  };
}

function helm(platform: Platform, environment: Environment): Deployment {
  const chart = inFolder(platform.output, folderOf(platform, "helm"));
  const namespace = namespaceOf(platform, environment);
  const values = quoteShell(`${chart}/values/${environment.name}.yaml`);
  const upgrade = `helm upgrade --install ${platform.name} ${quoteShell(chart)} --namespace ${namespace} --values ${values} --set image.tag="\${VERSION}" --wait`;
  return {
    title: "Helm",
    note: `${code(`${chart}/README.md`)} describes the namespace, the secrets and the settings that the chart needs.`,
    programs: ["kubectl", "Helm"],
    first: [upgrade],
    update: [upgrade],
    rollback: [
      `helm history ${platform.name} --namespace ${namespace}`,
      `helm rollback ${platform.name} --namespace ${namespace} --wait`,
    ],
    verify: [...inspect(namespace, platform), `helm test ${platform.name} --namespace ${namespace}`],
  };
}

function bicep(platform: Platform, environment: Environment): Deployment {
  const folder = inFolder(platform.output, folderOf(platform, "bicep"));
  const group = quoteShell(`${platform.name}-${environment.name}`);
  const script = `${quoteShell(`${folder}/deploy.sh`)} ${quoteShell(environment.name)}`;
  const deploy = `IMAGE_TAG="\${VERSION}" ${script}`;
  return {
    title: "Azure Container Apps",
    note: `${code(`${folder}/README.md`)} describes the roles, the secrets and the settings that a deployment needs.`,
    programs: ["Azure CLI"],
    first: ["az login", deploy],
    update: [deploy],
    rollback: [`IMAGE_TAG="\${EARLIER_VERSION}" ${script}`],
    verify: [`az containerapp list --resource-group ${group} --output table`],
  };
}

/** The commands of the script that deploys with any target; undefined if there is none. */
export function scriptCommands(platform: Platform, { name, tier }: Environment): readonly string[] | undefined {
  if (platform.targets.operations?.enabled !== true || (tier !== "staging" && tier !== "production")) return undefined;
  const { path } = withDefaults<OperationsTargetSpec>(platform.targets.operations, "operationsTarget");
  const script = `${quoteShell(inFolder(platform.output, inFolder(path, "deploy.sh")))} ${quoteShell(name)}`;
  return [script, `${script} status`, `${script} rollback`, `${script} releases`];
}
