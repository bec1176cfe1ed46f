import { secretsUsed } from "../../kubernetes/secrets.ts";
import { BicepCode, type BicepValue, quoteBicep } from "../../literals/bicep.ts";
import type { Job, Service } from "../../model/service.ts";
import type { EnvironmentVariable, Workload } from "../../model/workload.ts";
import { digestVariable } from "../deployment-variables.ts";
import type { Context } from "./context.ts";
import { accessKeyEntry } from "./managed.ts";
import type { ModuleParameters } from "./parameters.ts";
import { splitImage } from "./registry.ts";
import { type Allocation, allocationOf } from "./resources.ts";
import { hasCloudHost, readVariable } from "./text.ts";
import { fileEntries, type MountView, type VolumeView, volumesOf } from "./volumes.ts";

/** The container of an app or of a job, and what goes with it. */
export interface ContainerView {
  readonly name: string;
  readonly image: BicepValue;
  readonly isBuilt: boolean;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly VariableView[];
  readonly cpu: BicepValue;
  readonly memory: BicepValue;
  readonly profile: BicepValue;
  readonly secrets: readonly { readonly name: string; readonly url: BicepValue }[];
  readonly volumes: readonly VolumeView[];
  readonly mounts: readonly MountView[];
}

interface VariableView {
  readonly name: string;
  readonly value: BicepValue;
  /** Whether it holds a host that differs between Azure's clouds. */
  readonly hasCloudHost: boolean;
  readonly secret: string | null;
  /** Why a secret is in the environment. */
  readonly reason: string | null;
}

type Workloads = readonly (Service | Job | undefined)[];

/** The container of a workload that some environments have. */
export function containerView(
  workloads: Workloads,
  context: Context,
  own: ModuleParameters,
): ContainerView | undefined {
  const [first] = workloads.filter((workload) => workload !== undefined);
  if (!first) return undefined;
  const { name, path } = first;
  const each = <T>(of: (workload: Workload) => T): readonly (T | undefined)[] =>
    workloads.map((workload) => workload && of(workload));
  context.same(
    each(({ entrypoint, command }) => [entrypoint, command]),
    "The command",
    path,
  );
  context.same(
    each((workload) => volumesOf(workload).mounts),
    "What is mounted",
    path,
  );
  const { volumes, mounts } = volumesOf(first);
  return {
    name,
    ...imageOf(workloads, first, context, own),
    command: first.entrypoint,
    args: first.command,
    env: variablesOf(workloads, context, own),
    ...resourcesOf(workloads, first, context, own),
    secrets: entriesUsed(workloads).map((entry) => ({
      name: entry,
      url: new BicepCode(`'\${vaultUri}secrets/${entry}'`),
    })),
    volumes,
    mounts,
  };
}

/** The entries of the vault that a workload reads, by name. */
export function entriesUsed(workloads: Workloads): readonly string[] {
  const names = workloads.flatMap((workload) =>
    workload
      ? [...secretsUsed(workload), ...fileEntries(workload).map(({ entry }) => entry), ...queueSecret(workload)]
      : [],
  );
  return [...new Set(names)].sort();
}

/** What the scaler reads that asks a queue. */
function queueSecret(workload: Service | Job): readonly string[] {
  const queue = "scale" in workload ? workload.scale.queue : undefined;
  return queue === undefined ? [] : [accessKeyEntry(queue.service)];
}

/** What is built here is in the platform's registry, with the version as its tag; anything else is where it always is. */
function imageOf(
  workloads: Workloads,
  { name, origin, image }: Workload,
  { parameters, platform, deployments, registry }: Context,
  own: ModuleParameters,
): Pick<ContainerView, "image" | "isBuilt"> {
  const isBuilt = origin.kind === "built";
  const described = { name: "image", type: "string" as const, description: "The image." };
  if (isBuilt) {
    const { repository } = splitImage(image);
    const owner = origin.build.name;
    const digest = `\${${readVariable(digestVariable(owner), "")}}`;
    const values = deployments.map(() => `'${quoteBicep(repository).slice(1, -1)}:\${imageTag}${digest}'`);
    const description = `The image of ${owner} in the registry: its tag, and where it is known its digest, as @sha256:...`;
    const parameter = parameters.declare({ names: [[owner, "image"]], description }, { type: "string", values });
    return { isBuilt, image: own.take(described, imageIn(registry, parameter.name)) };
  }
  const values = workloads.map((workload) => quoteBicep(pinned(workload?.image ?? image, platform.digests)));
  const description = `The image of ${name}.`;
  const parameter = parameters.declare({ names: [[name, "image"]], description }, { type: "string", values });
  return { isBuilt, image: own.take(described, parameter.name) };
}

/** `'${registry.outputs.server}/${apiImage}'`, or with a host that is known. */
function imageIn(registry: string, parameter: string): string {
  const host = registry.startsWith("'") ? registry.slice(1, -1) : `\${${registry}}`;
  return `'${host}/\${${parameter}}'`;
}

function pinned(image: string, digests: ReadonlyMap<string, string>): string {
  const digest = digests.get(image);
  return digest === undefined || image.includes("@") ? image : `${image}@${digest}`;
}

function variablesOf(workloads: Workloads, context: Context, own: ModuleParameters): readonly VariableView[] {
  const names = new Set(workloads.flatMap((workload) => workload?.env.map((variable) => variable.name) ?? []));
  const variables = [...names].sort().map((name) => variableOf(name, workloads, context, own));
  // Libraries find the identity by it: there could be several.
  const client = "AZURE_CLIENT_ID";
  const isAsked = workloads.some(
    (workload) => workload && "access" in workload && (workload.access?.cloud ?? []).length > 0,
  );
  if (!isAsked || names.has(client)) return variables;
  return [plainVariable(client, new BicepCode("identityClientId")), ...variables];
}

function variableOf(name: string, workloads: Workloads, context: Context, own: ModuleParameters): VariableView {
  const [owner] = workloads.filter((workload) => workload !== undefined);
  const path = [...(owner?.path ?? []), "env", name];
  const variables = workloads.map((workload) => workload?.env.find((variable) => variable.name === name));
  const reach = context.same(variables.map(reachOf), "How the value arrives", path);
  if (reach?.as === "env") {
    const reason = variables.find((variable) => variable?.reason !== undefined)?.reason ?? null;
    return { name, value: "", hasCloudHost: false, secret: reach.secret, reason };
  }
  if (reach?.as === "file") return plainVariable(`${name}_FILE`, `/run/secrets/${reach.secret}`);
  workloads.forEach((workload, index) => {
    if (!workload || variables[index]) return;
    const environment = context.deployments[index]?.environment.name ?? "";
    context.reporter.report("bicep/variable-empty", { environment, path, half: "key" }, { name, environment });
  });
  const texts = workloads.map((workload, index) => variables[index]?.value ?? (workload ? [""] : undefined));
  const naming = { names: [[name], [owner?.name ?? "", name]], description: `The variable ${name}.` };
  return plainVariable(name, context.texts.write({ texts, naming, path }, own, context.readInWorkload));
}

function plainVariable(name: string, value: BicepValue): VariableView {
  return { name, value, hasCloudHost: hasCloudHost(value), secret: null, reason: null };
}

function reachOf(variable: EnvironmentVariable | undefined): { as: string; secret: string } | undefined {
  return variable && { as: variable.as, secret: variable.as === "value" ? "" : (variable.secret ?? "") };
}

function resourcesOf(
  workloads: Workloads,
  { name, path }: Workload,
  context: Context,
  own: ModuleParameters,
): Pick<ContainerView, "cpu" | "memory" | "profile"> {
  const fallback: Allocation = { cpu: "4", memory: "8Gi", profile: "" };
  const given = workloads.map((workload) => workload && (allocationOf(workload.resources) ?? fallback));
  const vary = (key: keyof Allocation, words: string, description: string): BicepValue => {
    const naming = { names: [[name, words]], description: `${description} of ${name}.` };
    return own.use(
      context.parameters.vary(
        naming,
        given.map((one) => one?.[key]),
      ),
    );
  };
  const cpu = vary("cpu", "cpu", "The processors of a replica");
  workloads.forEach((workload, index) => {
    if (!workload || given[index] !== fallback) return;
    const environment = context.deployments[index]?.environment.name ?? "";
    context.reporter.report("bicep/too-large", { environment, path: [...path, "resources"] }, { name });
  });
  return {
    cpu: new BicepCode(`json(${cpu instanceof BicepCode ? cpu.code : quoteBicep(String(cpu))})`),
    memory: vary("memory", "memory", "The memory of a replica"),
    profile: vary("profile", "workloadProfile", "The machines"),
  };
}
