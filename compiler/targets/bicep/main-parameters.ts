import { BicepCode, type BicepValue } from "../../literals/bicep.ts";
import { variableOf } from "../deployment-variables.ts";
import { revisionParameters } from "./app.ts";
import { bindDomains } from "./app-ingress.ts";
import { type Context, conditionOf } from "./context.ts";
import { usesUnique } from "./foundation.ts";
import type { Plan } from "./main.ts";
import { symbolOf } from "./names.ts";
import { byName, type Parameter } from "./parameters.ts";
import { registryPlan } from "./registry.ts";
import { expireDescription, literalsDescription } from "./secrets.ts";
import { deployApps, deployJobs } from "./steps.ts";
import { readVariable } from "./text.ts";

/** A parameter of main.bicep, its default, and its value by deployment: Bicep of a parameter file. */
export interface MainParameter extends Parameter {
  readonly default?: string;
  readonly values: readonly BicepValue[];
}

/** What the modules need that comes from the deployment. A value for all deployments, with its environment variable. */
export function deploymentParameters(plan: Plan, context: Context): readonly MainParameter[] {
  const { ownName, isNeeded } = registryPlan(context);
  const passed = new Set(plan.calls.flatMap((one) => one.arguments.map(({ name }) => name)));
  const { revision, activeRevisions } = revisionParameters;
  const group = { name: "registryResourceGroup", type: "string", description: "Resource group of the registry." };
  const tag = {
    name: "imageTag",
    type: "string",
    description: "Tag of the images that are built from source: the version.",
  };
  const expire = { name: "entriesExpire", type: "int", description: expireDescription };
  const all: readonly (Parameter & { default?: string; value: string; isThere: boolean })[] = [
    { ...tag, value: readVariable("IMAGE_TAG"), isThere: isNeeded },
    { ...group, value: readVariable("REGISTRY_RESOURCE_GROUP"), isThere: ownName !== undefined && isNeeded },
    {
      ...bindDomains,
      default: "true",
      value: `bool(${readVariable("BIND_DOMAINS", "true")})`,
      isThere: passed.has("bindDomains"),
    },
    {
      ...expire,
      default: "0",
      value: `int(${readVariable("ENTRIES_EXPIRE", "0")})`,
      isThere: passed.has("entriesExpire"),
    },
    { ...revision, value: readVariable("REVISION"), isThere: passed.has("revision") },
    {
      ...activeRevisions,
      default: "{}",
      value: `json(${readVariable("ACTIVE_REVISIONS", "{}")})`,
      isThere: passed.has("activeRevision"),
    },
    ...[deployApps, deployJobs].map(({ variable, kind, ...parameter }) => ({
      ...parameter,
      default: "true",
      value: `bool(${readVariable(variable, "true")})`,
      isThere: plan.workloads.some((workload) => workload.kind === kind),
    })),
    {
      ...nameSalt,
      default: "''",
      value: readVariable("NAME_SALT"),
      isThere: usesUnique(plan.calls, context),
    },
  ];
  return all
    .filter(({ isThere }) => isThere)
    .map(({ isThere: _, value, ...parameter }) => ({
      ...parameter,
      values: context.deployments.map(() => new BicepCode(value)),
    }));
}

/** Makes globally unique names differ from those of deleted resources, which Azure reserves for some time. */
const nameSalt = {
  name: "nameSalt",
  type: "string",
  description:
    "Changes the globally unique names, which Azure reserves for some time after a resource group is deleted.",
} as const;

/** The type of the settings of a server, as main.bicep imports it. */
export const serverTypes = { mongo: "mongoType", postgres: "postgresType", redis: "redisType" } as const;

/** The object of each app, job and server that has settings. Null where an environment lacks it. */
function settingsParameters(plan: Plan, context: Context): readonly MainParameter[] {
  const all = [
    ...plan.servers.map(({ name, kind, settings, services }) => ({
      name,
      type: serverTypes[kind],
      settings,
      things: services,
    })),
    ...plan.workloads.map(({ name, settings, workloads }) => ({
      name,
      type: symbolOf(name, "settings_type"),
      settings,
      things: workloads,
    })),
  ];
  return all.map(({ name, type, settings, things }) => {
    const isPartial = conditionOf("", things) !== null;
    return {
      name: symbolOf(name, "settings"),
      type: `${type}${isPartial ? "?" : ""}`,
      description: `Settings of ${name}.${isPartial ? " Null: the environment does not have it." : ""}`,
      values: context.deployments.map((_, index) => (things[index] ? settings.valueOf(index) : null)),
    };
  });
}

/** The objects of what is supplied at a deployment. */
function suppliedParameters(context: Context): readonly MainParameter[] {
  const { config, secrets, deployments, literals } = context;
  const read = (kind: "setting" | "secret", names: readonly string[]): BicepValue =>
    Object.fromEntries(names.map((name) => [name, new BicepCode(readVariable(variableOf(kind, name)))]));
  const settings = config.map((name) => ({ name, type: "string", description: context.describeSetting(name) }));
  return [
    ...(config.length === 0
      ? []
      : [
          {
            name: "config",
            type: settings,
            description: "Settings that are supplied at a deployment.",
            values: deployments.map(() => read("setting", config)),
          },
        ]),
    ...(secrets.length === 0
      ? []
      : [
          {
            name: "secrets",
            type: "secretsType",
            description: "Secrets. Empty: the Key Vault keeps the value that it has.",
            values: deployments.map(() => read("secret", secrets)),
          },
        ]),
    ...(literals.isEmpty
      ? []
      : [
          {
            name: "literals",
            type: literals.type,
            description: literalsDescription,
            values: deployments.map((_, index) => literals.valueOf(index)),
          },
        ]),
  ];
}

/** The parameters of main.bicep that depend on the platform, by name. */
export function parametersOf(plan: Plan, context: Context): readonly MainParameter[] {
  const shared = context.shared.map(({ values, ...parameter }) => ({
    ...parameter,
    values: values.map((value) => new BicepCode(value)),
  }));
  const supplied = [...deploymentParameters(plan, context), ...suppliedParameters(context)];
  return [...shared, ...supplied, ...settingsParameters(plan, context)].sort(byName);
}

/** Reports a platform that is too large for one template (max-params and max-resources of Bicep's linter). */
export function checkCounts(plan: Plan, context: Context): void {
  const counts = [
    { what: "parameters", count: parametersOf(plan, context).length + 8, most: 256 },
    { what: "resources", count: plan.calls.length, most: 800 },
  ];
  for (const { what, count, most } of counts.filter((one) => one.count > one.most)) {
    context.reporter.report("bicep/too-many", { path: ["targets", "bicep"], half: "key" }, { what, count, most });
  }
}
