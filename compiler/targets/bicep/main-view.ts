import { quoteBicep } from "../../literals/bicep.ts";
import { revisionParameters } from "./app.ts";
import { bindDomains } from "./app-ingress.ts";
import type { ModuleCall } from "./calls.ts";
import type { Context } from "./context.ts";
import { worldNames } from "./foundation.ts";
import { hostOutput, type Plan } from "./main.ts";
import { type Parameter, parameterView } from "./parameters.ts";
import { type RegistryPlan, registryPlan } from "./registry.ts";
import { expireDescription } from "./secrets.ts";
import { readVariable } from "./text.ts";

/** A parameter that every main.bicep may have, and where its value comes from. */
interface CommonParameter extends Pick<Parameter, "name" | "type" | "description" | "usual"> {
  /** What files of parameters say. */
  readonly value: string;
}

/** What the modules need that are passed on to them by name. */
function commonParameters(
  calls: readonly ModuleCall[],
  { isCached, ownName }: RegistryPlan,
): readonly CommonParameter[] {
  const passed = new Set(calls.flatMap((one) => one.arguments.map(({ name }) => name)));
  if (ownName !== undefined) passed.add("registryResourceGroup");
  const credentials = {
    name: "registryCredentials",
    type: "string" as const,
    description:
      "The resource ID of the registry's credential set for private images elsewhere. Empty: they are public.",
  };
  const group = {
    name: "registryResourceGroup",
    type: "string" as const,
    description: "The resource group of the registry.",
  };
  const expire = { name: "entriesExpire", type: "int" as const, description: expireDescription };
  const [revision, activeRevision, newTraffic] = revisionParameters;
  const all: readonly CommonParameter[] = [
    { ...credentials, usual: "''", value: readVariable("REGISTRY_CREDENTIALS", "") },
    { ...group, value: readVariable("REGISTRY_RESOURCE_GROUP") },
    { ...bindDomains, usual: "true", value: `bool(${readVariable("BIND_DOMAINS", "true")})` },
    { ...expire, usual: "0", value: `int(${readVariable("ENTRIES_EXPIRE", "0")})` },
    { ...revision, value: readVariable("REVISION") },
    { ...activeRevision, usual: "''", value: readVariable("ACTIVE_REVISION", "") },
    { ...newTraffic, usual: "0", value: `int(${readVariable("NEW_TRAFFIC", "0")})` },
  ];
  return all.filter(({ name }) => passed.has(name) && (name !== "registryCredentials" || isCached));
}

/** What main.bicep is made of. */
export function mainView(plan: Plan, context: Context, folder: string): object {
  const { platform, deployments } = context;
  const common = commonParameters(plan.calls, registryPlan(context));
  const parameters = [...context.parameters.sorted(), ...common]
    .map(parameterView)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const exposed = plan.workloads.filter(({ isExposed }) => isExposed);
  return {
    specName: platform.specName,
    name: platform.name,
    title: `${platform.name}: ${platform.description}`,
    owner: platform.owner ?? null,
    environments: deployments.map(({ environment }) => ({
      group: `${platform.name}-${environment.name}`,
      file: `${folder}/main.${environment.name}.bicepparam`,
    })),
    variables: variablesOf(parameters, common, context),
    parameters,
    names: worldNames(
      context,
      plan.calls.some(({ symbol }) => symbol === "storage"),
    ),
    modules: plan.calls.map(({ file, condition, ...rest }) => ({
      ...rest,
      // Who is let in is known only once there is an identity: what-if says less of that module, and that is as it is.
      arguments: rest.arguments.map((one) => ({
        ...one,
        isUnforeseen: file === "registry-pull" && one.name === "principalId",
      })),
      path: `modules/${file}.bicep`,
      condition: condition === null ? "" : ` if (${condition})`,
    })),
    outputs: [
      { name: "appsAddress", description: "The address of the ingress.", value: "apps.outputs.address" },
      ...(exposed.length === 0
        ? []
        : [
            {
              name: "domainProof",
              description: "What TXT records 'asuid.<host name>' say.",
              value: "apps.outputs.domainProof",
            },
          ]),
      ...exposed.map(hostOutput),
      ...(registryPlan(context).ownName === undefined
        ? [{ name: "registryServer", description: "The host of the registry.", value: context.registry }]
        : []),
      { name: "vaultName", description: "The name of the Key Vault.", value: "vaultName" },
    ],
  };
}

interface Documented {
  readonly name: string;
  readonly padding: string;
  readonly description: string;
}

/** The environment variables that files of parameters read, in order. */
function variablesOf(
  parameters: readonly { readonly name: string; readonly description: string }[],
  common: readonly CommonParameter[],
  context: Context,
): readonly Documented[] {
  const values = new Map(common.map(({ name, value }) => [name, [value]] as const));
  const described = parameters.flatMap(({ name, description }) => {
    const own =
      context.parameters.sorted().find((parameter) => parameter.name === name)?.values ?? values.get(name) ?? [];
    return own.flatMap((value) => variablesIn(value).map((variable) => [variable, description] as const));
  });
  const all = new Map(described);
  const isTagged = context.parameters
    .sorted()
    .some(({ values: own }) => own?.some((value) => value.includes("imageTag")));
  if (isTagged) all.set("IMAGE_TAG", "The tag of the images that are built here: the version.");
  const width = Math.max(0, ...[...all.keys()].map((name) => name.length)) + 2;
  return [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, description]) => ({ name, padding: " ".repeat(width - name.length), description }));
}

function variablesIn(code: string): readonly string[] {
  return [...code.matchAll(/readEnvironmentVariable\('([^']+)'/g)].map(([, name = ""]) => name);
}

/** The file of parameters of each environment. */
export function parametersViews(
  context: Context,
  plan: Plan,
): readonly { readonly name: string; readonly view: object }[] {
  const { platform, deployments, parameters } = context;
  const common = commonParameters(plan.calls, registryPlan(context));
  return deployments.map(({ environment, settings }, index) => {
    const varied = parameters.sorted().map(({ name, values }) => ({ name, value: values?.[index] ?? "''" }));
    const values = [
      { name: "environmentName", value: quoteBicep(environment.name) },
      { name: "location", value: quoteBicep(settings.region ?? "") },
      { name: "locked", value: String(environment.tier === "production") },
      { name: "zoneRedundant", value: String(settings.zoneRedundant) },
      ...common.map(({ name, value }) => ({ name, value })),
      ...varied,
    ].sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      name: environment.name,
      view: {
        specName: platform.specName,
        title: `The environment ${environment.name}.`,
        hasImages: values.some(({ value }) => value.includes("${imageTag}")),
        values,
      },
    };
  });
}
