import { BicepCode, type BicepValue, printBicep, quoteBicep } from "../../literals/bicep.ts";
import { variableOf } from "../deployment-variables.ts";
import type { Context } from "./context.ts";
import { scriptName } from "./deploy-script.ts";
import { globalNames, usesUnique } from "./foundation.ts";
import { hostOf, type Plan } from "./main.ts";
import { deploymentParameters, type MainParameter, parametersOf, serverTypes } from "./main-parameters.ts";
import { symbolOf } from "./names.ts";
import { byName, type Property, parameterView, printType, propertyOf } from "./parameters.ts";
import { registryPlan } from "./registry.ts";

/** What main.bicep is made of. */
export function mainView(plan: Plan, context: Context, folder: string): object {
  const { platform, deployments } = context;
  const parameters = parametersOf(plan, context);
  const names = globalNames(
    context,
    plan.calls.some(({ symbol }) => symbol === "storage"),
  );
  const usesZones = plan.calls.some((one) => one.arguments.some(({ name }) => name === "zoneRedundant"));
  return {
    specName: platform.specName,
    name: platform.name,
    title: `${platform.name}: ${platform.description}`,
    owner: platform.owner ?? null,
    script: `${folder}/${scriptName}`,
    environments: deployments.map(({ environment }) => ({
      group: `${platform.name}-${environment.name}`,
      file: `${folder}/main.${environment.name}.bicepparam`,
    })),
    variables: variablesOf(plan, context),
    imports: importsOf(plan),
    secretsType: context.secrets.length === 0 ? null : printType(secretProperties(context)),
    parameters: parameters.map(parameterView),
    required: requiredOf(parameters, context),
    usesLocked: plan.calls.some((one) => one.arguments.some(({ name }) => name === "locked")),
    usesZones,
    usesUnique: usesUnique(plan.calls, context),
    names,
    modules: plan.calls.map(({ file, condition, ...rest }) => ({
      ...rest,
      // The principal is known only once the identity exists, so that what-if shows less of this module.
      arguments: rest.arguments.map((one) => ({
        ...one,
        isUnforeseen: file === "registry-pull" && one.name === "principalId",
      })),
      path: `modules/${file}.bicep`,
      // Environments deploy to the registry's group at the same time, each under its own name.
      deployment:
        rest.scope === null ? null : `'pull-\${uniqueString(resourceGroup().id, ${quoteBicep(rest.symbol)})}'`,
      condition: condition === null ? "" : ` if (${condition})`,
    })),
    outputs: outputsOf(plan, context),
  };
}

function secretProperties(context: Context): readonly Property[] {
  return context.secrets.map((name) => ({ name, type: "string", description: context.describeSecret(name) }));
}

function importsOf(plan: Plan): readonly { readonly alias: string; readonly path: string }[] {
  return [
    // A type can be imported once, and servers of a kind share theirs.
    ...[...new Set(plan.servers.map(({ kind }) => kind))].map((kind) => ({
      alias: serverTypes[kind],
      path: `modules/${kind}.bicep`,
    })),
    ...plan.workloads.map(({ name, kind }) => ({
      alias: symbolOf(name, "settings_type"),
      path: `modules/${kind}-${name}.bicep`,
    })),
  ].sort((a, b) => (a.alias < b.alias ? -1 : 1));
}

/** The environment variables without which nothing is deployed, and the parameter of each. */
function requiredOf(
  parameters: readonly MainParameter[],
  { config, platform }: Context,
): readonly { readonly variable: string; readonly value: string }[] {
  const names = new Set(parameters.map(({ name }) => name));
  const fixed = [
    { variable: "IMAGE_TAG", value: "imageTag" },
    { variable: "REGISTRY_RESOURCE_GROUP", value: "registryResourceGroup" },
    { variable: "REVISION", value: "revision" },
  ].filter(({ value }) => names.has(value));
  const required = config.filter((name) => platform.settings.find((one) => one.name === name)?.required ?? true);
  const settings = required.map((name) => ({
    variable: variableOf("setting", name),
    value: propertyOf("config", name),
  }));
  return [...fixed, ...settings].sort((a, b) => (a.variable < b.variable ? -1 : 1));
}

function outputsOf(plan: Plan, context: Context): readonly object[] {
  const exposed = plan.workloads.filter(({ isExposed }) => isExposed);
  const { ownName, isNeeded } = registryPlan(context);
  const one = (name: string, description: string, value: string): object => ({
    name,
    type: "string",
    description,
    value,
  });
  const hosts = Object.fromEntries(exposed.map((workload) => [workload.name, new BicepCode(hostOf(workload))]));
  return [
    one("appsAddress", "IP address of the ingress.", "apps.outputs.address"),
    ...(exposed.length === 0
      ? []
      : [
          one("domainProof", "Value of the TXT records 'asuid.<host name>'.", "apps.outputs.domainProof"),
          {
            name: "hosts",
            type: "{ *: string }",
            description: "Host names that Azure assigns to exposed apps.",
            value: printBicep(hosts),
          },
        ]),
    ...(ownName === undefined && isNeeded
      ? [one("registryServer", "Host name of the registry.", "registry.outputs.server")]
      : []),
    ...(plan.calls.some(({ symbol }) => symbol === "vault")
      ? [one("vaultName", "Name of the Key Vault.", "vaultName")]
      : []),
  ];
}

interface Documented {
  readonly name: string;
  readonly padding: string;
  readonly description: string;
}

/** The environment variables that parameter files read, in order. */
function variablesOf(plan: Plan, context: Context): readonly Documented[] {
  const parameters = parametersOf(plan, context);
  const fixed = deploymentParameters(plan, context).flatMap(({ description, values: [value] }) =>
    variablesIn(value ?? null).map((name) => [name, description] as const),
  );
  const all = new Map<string, string>([
    ...parameters.flatMap(({ values }) =>
      values.flatMap(variablesIn).map((name) => [name, `Digest of an image that is built from source.`] as const),
    ),
    ...fixed,
    ...context.platform.settings.map(
      ({ name }) => [variableOf("setting", name), context.describeSetting(name)] as const,
    ),
    ...context.secrets.map((name) => [variableOf("secret", name), context.describeSecret(name)] as const),
  ]);
  const read = new Set(parameters.flatMap(({ values }) => values.flatMap(variablesIn)));
  const names = [...read].sort();
  const width = Math.max(0, ...names.map((name) => name.length)) + 2;
  return names.map((name) => ({ name, padding: " ".repeat(width - name.length), description: all.get(name) ?? "" }));
}

/** The parameter file of each environment. */
export function parametersViews(
  context: Context,
  plan: Plan,
): readonly { readonly name: string; readonly view: object }[] {
  const { platform, deployments } = context;
  const parameters = parametersOf(plan, context);
  const passed = new Set(plan.calls.flatMap((one) => one.arguments.map(({ name }) => name)));
  return deployments.map(({ environment, settings }, index) => {
    const values = [
      { name: "environmentName", value: quoteBicep(environment.name) },
      { name: "location", value: quoteBicep(settings.region ?? "") },
      // The first 31 days cost nothing.
      ...(environment.tier === "development" ? [{ name: "retentionDays", value: "30" }] : []),
      ...(passed.has("locked") ? [{ name: "locked", value: String(environment.tier === "production") }] : []),
      ...(passed.has("zoneRedundant") ? [{ name: "zoneRedundant", value: String(settings.zoneRedundant) }] : []),
      ...parameters.map(({ name, values: all }) => ({ name, value: printBicep(all[index] ?? null) })),
    ].sort(byName);
    return {
      name: environment.name,
      view: { specName: platform.specName, title: `Environment ${environment.name}.`, values },
    };
  });
}

function variablesIn(value: BicepValue): readonly string[] {
  return [...printBicep(value).matchAll(/readEnvironmentVariable\('([^']+)'/g)].map(([, name = ""]) => name);
}
