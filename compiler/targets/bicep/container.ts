import { BicepCode, type BicepValue, escapeBicep, quoteBicep } from "../../literals/bicep.ts";
import type { Job, Service } from "../../model/service.ts";
import type { EnvironmentVariable, Workload } from "../../model/workload.ts";
import { variableOf } from "../deployment-variables.ts";
import type { Context } from "./context.ts";
import { entriesUsed } from "./entries.ts";
import type { ModuleParameters } from "./parameters.ts";
import { splitImage } from "./registry.ts";
import { type Allocation, allocationOf } from "./resources.ts";
import type { Settings } from "./settings.ts";
import { hasCloudHost, readVariable } from "./text.ts";
import { type AppVolumeView, type MountView, volumesOf } from "./volumes.ts";

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
  readonly volumes: readonly AppVolumeView[];
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

/** Where the parts of a workload's module come together. */
export interface Module {
  readonly own: ModuleParameters;
  readonly settings: Settings;
  /** The object of the settings, in main.bicep. */
  readonly object: string;
}

/** The container of a workload that some environments have. */
export function containerView(workloads: Workloads, context: Context, module: Module): ContainerView | undefined {
  const [first] = workloads.filter((workload) => workload !== undefined);
  if (!first) return undefined;
  const { name, path } = first;
  const each = <T>(of: (workload: Workload) => T): readonly (T | undefined)[] =>
    workloads.map((workload) => workload && of(workload));
  context.same(
    each(({ origin }) => origin.kind === "built"),
    "Whether the image is built from source",
    path,
  );
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
    ...imageOf(workloads, first, context, module),
    command: first.entrypoint,
    args: first.command,
    env: variablesOf(workloads, context, module),
    ...resourcesOf(workloads, first, context, module),
    secrets: entriesUsed(workloads).map((entry) => ({
      name: entry,
      url: new BicepCode(`'\${vaultUri}secrets/${entry}'`),
    })),
    volumes,
    mounts,
  };
}

/** An image that is built from source is in the platform's registry, tagged with the version; other images keep their names. */
function imageOf(
  workloads: Workloads,
  { origin, image }: Workload,
  { platform, deployments, registry }: Context,
  { own, settings }: Module,
): Pick<ContainerView, "image" | "isBuilt"> {
  if (origin.kind === "built") {
    const { repository } = splitImage(image);
    const digest = new BicepCode(readVariable(variableOf("digest", origin.build.name)));
    const description = "Digest of the image, as @sha256:... Empty: the tag alone.";
    const setting = settings.add(
      ["digest"],
      description,
      deployments.map(() => digest),
    );
    const host = registry.startsWith("'") ? registry.slice(1, -1) : `\${${registry}}`;
    const argument = `'${host}/${escapeBicep(repository)}:\${imageTag}'`;
    const described = { name: "image", type: "string", description: "Image with its tag." };
    const tagged = own.take(described, argument);
    return { isBuilt: true, image: new BicepCode(`'\${${tagged.code}}\${${setting.code}}'`) };
  }
  const values = workloads.map((workload) => workload && pinned(workload.image, platform.digests));
  return { isBuilt: false, image: settings.add(["image"], "Image.", values) };
}

function pinned(image: string, digests: ReadonlyMap<string, string>): string {
  const digest = digests.get(image);
  return digest === undefined || image.includes("@") ? image : `${image}@${digest}`;
}

function variablesOf(workloads: Workloads, context: Context, module: Module): readonly VariableView[] {
  const names = new Set(workloads.flatMap((workload) => workload?.env.map((variable) => variable.name) ?? []));
  const variables = [...names].sort().map((name) => variableView(name, workloads, context, module));
  // Libraries find the identity by it: there could be several.
  const client = "AZURE_CLIENT_ID";
  const isNeeded = workloads.some(
    (workload) => workload && "access" in workload && (workload.access?.cloud ?? []).length > 0,
  );
  if (!isNeeded || names.has(client)) return variables;
  return [plainVariable(client, new BicepCode("identityClientId")), ...variables];
}

function variableView(name: string, workloads: Workloads, context: Context, module: Module): VariableView {
  const [owner] = workloads.filter((workload) => workload !== undefined);
  const path = [...(owner?.path ?? []), "env", name];
  const variables = workloads.map((workload) => workload?.env.find((variable) => variable.name === name));
  const reach = context.same(variables.map(reachOf), "The kind of the value", path);
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
  const values = workloads.map((workload, index) => variables[index]?.value ?? (workload ? [""] : undefined));
  const request = { values, settings: module.settings, key: ["env", name], description: `Variable ${name}.`, path };
  return plainVariable(name, context.writer.write(request, module.own, context.readInWorkload));
}

/** A variable without secrets. */
export function plainVariable(name: string, value: BicepValue): VariableView {
  return { name, value, hasCloudHost: hasCloudHost(value), secret: null, reason: null };
}

function reachOf(variable: EnvironmentVariable | undefined): { as: string; secret: string } | undefined {
  return variable && { as: variable.as, secret: variable.as === "value" ? "" : (variable.secret ?? "") };
}

function resourcesOf(
  workloads: Workloads,
  { name, path }: Workload,
  context: Context,
  { settings }: Module,
): Pick<ContainerView, "cpu" | "memory" | "profile"> {
  const fallback: Allocation = { cpu: "4", memory: "8Gi", profile: "" };
  const given = workloads.map((workload) => workload && (allocationOf(workload.resources) ?? fallback));
  const vary = (key: keyof Allocation, description: string): BicepValue =>
    settings.vary(
      [key],
      description,
      given.map((one) => one?.[key]),
    );
  workloads.forEach((workload, index) => {
    if (!workload || allocationOf(workload.resources)) return;
    const environment = context.deployments[index]?.environment.name ?? "";
    context.reporter.report("bicep/too-large", { environment, path: [...path, "resources"] }, { name });
  });
  const cpu = vary("cpu", "CPU of a replica, in cores.");
  return {
    cpu: new BicepCode(`json(${cpu instanceof BicepCode ? cpu.code : quoteBicep(String(cpu))})`),
    memory: vary("memory", "Memory of a replica."),
    profile: vary("profile", "Workload profile."),
  };
}
