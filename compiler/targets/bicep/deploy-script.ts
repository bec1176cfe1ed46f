import { namedImages } from "../../model/built-images.ts";
import type { Service } from "../../model/service.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";
import { variableOf } from "../deployment-variables.ts";
import { plainPath } from "../health-paths.ts";
import type { Context } from "./context.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { entriesUsed } from "./entries.ts";
import { servedExposures, transportOf } from "./ingress.ts";
import type { Plan } from "./main.ts";
import { isManaged, type ManagedKind } from "./managed.ts";
import { appsName, namePrefix } from "./names.ts";
import { registryPlan, splitImage } from "./registry.ts";
import { serverPrefix } from "./servers.ts";

/** A list that differs between environments. Each item is a line of words. */
type ListName = keyof typeof lists;

const lists = {
  resources: "types and names of resources of the foundation; * stands for a suffix",
  entries: "each entry of the Key Vault (vault:NAME) or database, followed by the secrets that it is made of",
  images: "each repository, the variable with its digest, its name in the registry, and its target in the bake file",
  jobs: "each job that services wait for, and the seconds in which it ends",
  apps: "each app",
  blue_green: "each app whose new revision gets requests only after its checks",
  checks: "each app with an address for health checks, and the path",
} as const;

interface EnvironmentView {
  readonly name: string;
  readonly group: string;
  readonly lists: readonly { readonly name: ListName; readonly items: readonly string[] }[];
}

/** The types of managed servers in Azure. */
const serverTypes: Readonly<Record<ManagedKind, string>> = {
  mongo: "Microsoft.DocumentDB/mongoClusters",
  postgres: "Microsoft.DBforPostgreSQL/flexibleServers",
  redis: "Microsoft.Cache/redisEnterprise",
};

/** The name of the script, in the folder of the templates. */
export const scriptName = "deploy.sh";

/** The view of `bicep/deploy.sh`, which deploys an environment step by step. */
export function scriptView(plan: Plan, context: Context, folder: string): object {
  const { platform, deployments } = context;
  const all = deployments.map((deployment, index) => listsOf(deployment, index, plan, context));
  const { isImported, isNeeded, ownName } = registryPlan(context);
  const hasImages = isNeeded && ownName === undefined;
  const has = (list: ListName): boolean => all.some((one) => one[list].length > 0);
  const used = (Object.keys(lists) as ListName[]).filter(
    (name) => (name !== "images" || hasImages) && (!["jobs", "blue_green"].includes(name) || has(name)),
  );
  const environments = deployments.map(
    ({ environment: { name } }, index): EnvironmentView => ({
      name,
      group: `${platform.name}-${name}`,
      lists: used.map((list) => ({ name: list, items: all[index]?.[list] ?? [] })),
    }),
  );
  const secrets = new Set(plan.secrets.flatMap(({ contents }) => [...contents.values()].flat()));
  return {
    specName: platform.specName,
    platform: platform.name,
    script: `${folder}/${scriptName}`,
    template: `${folder}/main.bicep`,
    root: folder.replaceAll(/[^/]+/g, ".."),
    bakeFile: withDefaults<DockerTargetSpec>(platform.targets.docker, "dockerTarget").bake,
    names: environments.map(({ name }) => name).join(", "),
    lists: used.map((name) => ({ name, padding: " ".repeat(12 - name.length), about: lists[name] })),
    hasImages,
    imagesStep: isImported
      ? "Copies the images into the registry of the environment."
      : "Builds the images and pushes them to the registry of the environment.",
    isImported,
    hasJobs: has("jobs"),
    hasBlueGreen: has("blue_green"),
    generated: platform.secrets
      .filter(({ name, generate }) => secrets.has(name) && generate !== undefined)
      .map(({ name, generate = "", length }) => ({ name, how: `${generate} ${length}` })),
    environments,
  };
}

/** The lists of an environment. */
function listsOf(
  deployment: Deployment,
  index: number,
  plan: Plan,
  context: Context,
): Readonly<Record<ListName, readonly string[]>> {
  const { environment, settings } = deployment;
  const services = servicesOf(environment).filter((service) => !isManaged(service, settings));
  return {
    resources: resourcesOf(index, plan, context),
    entries: entriesOf(index, plan, context),
    images: imagesOf(deployment, context),
    jobs: jobsBefore(deployment),
    apps: services.map(({ name }) => name),
    blue_green: services.filter(({ update }) => update.strategy === "blue-green").map(({ name }) => name),
    checks: services.flatMap((service) => checkOf(service, deployment)),
  };
}

/** The resources of the foundation by which the script finds out whether a deployment has all it needs. */
function resourcesOf(index: number, plan: Plan, context: Context): readonly string[] {
  const has = (symbol: string): boolean => plan.calls.some((one) => one.symbol === symbol);
  const { name } = context.platform;
  return [
    `Microsoft.App/managedEnvironments/${appsName(context)}`,
    ...(has("registry") ? ["Microsoft.ContainerRegistry/registries/*"] : []),
    ...(has("vault") ? [`Microsoft.KeyVault/vaults/${namePrefix(name, 24)}-*`] : []),
    ...plan.servers
      .filter(({ services }) => services[index] !== undefined)
      .map((server) => `${serverTypes[server.kind]}/${serverPrefix(server, context)}-*`),
    ...plan.workloads
      .filter(({ workloads }) => workloads[index] !== undefined)
      .map((workload) => `Microsoft.ManagedIdentity/userAssignedIdentities/${workload.name}-identity`),
  ].sort();
}

/** What is made of secrets: the entries that workloads read, and servers with a password. */
function entriesOf(index: number, plan: Plan, context: Context): readonly string[] {
  const present = plan.workloads.filter(({ workloads }) => workloads[index] !== undefined);
  const names = [...new Set(present.flatMap(({ workloads }) => entriesUsed(workloads)))];
  const contentOf = (entry: string): readonly string[] =>
    plan.secrets.flatMap(({ contents }) => contents.get(entry) ?? []);
  const servers = plan.servers.flatMap((server) => {
    const password = server.services[index]?.origin.password;
    if (server.kind === "redis" || password === undefined) return [];
    return [`${serverTypes[server.kind]}/${serverPrefix(server, context)}-* ${password}`];
  });
  return [...names.map((entry) => [`vault:${entry}`, ...contentOf(entry)].join(" ")), ...servers].sort();
}

/** Each image: where it comes from, the variable with its digest, its name in the registry, its target in the bake file. */
function imagesOf({ environment, settings }: Deployment, { platform }: Context): readonly string[] {
  const workloads = [
    ...servicesOf(environment).filter((service) => !isManaged(service, settings)),
    ...environment.jobs,
  ];
  const targets = namedImages(platform).filter(({ isReleased, variant }) => isReleased && variant === "");
  const lines = workloads.flatMap(({ origin, image }) => {
    if (origin.kind !== "built") return [];
    const { registry = "docker.io", repository } = splitImage(image);
    const target = targets.find(({ build }) => build.name === origin.build.name)?.name ?? origin.build.name;
    return [`${registry}/${repository} ${variableOf("digest", origin.build.name)} ${repository} ${target}`];
  });
  return [...new Set(lines)].sort();
}

/** The jobs that services wait for, each with the seconds in which it ends. A job comes after those that it depends on. */
function jobsBefore({ environment }: Deployment): readonly string[] {
  const jobs = environment.jobs.filter(({ before }) => before.length > 0);
  const sorted: (typeof jobs)[number][] = [];
  const add = (job: (typeof jobs)[number]): void => {
    if (sorted.includes(job)) return;
    for (const other of jobs) if (job.dependsOn.some(({ name }) => name === other.name)) add(other);
    sorted.push(job);
  };
  for (const job of jobs) add(job);
  return sorted.map(({ name, timeout, retries }) => `${name} ${timeout * (retries + 1)}`);
}

/** The health address of an app that the internet reaches, unless only its probes can call it. */
function checkOf(service: Service, { settings }: Deployment): readonly string[] {
  const handler = service.health?.ready.handler;
  const isReached = transportOf(service, settings) !== "tcp" && servedExposures(service).length > 0;
  if (!isReached || handler?.kind !== "http" || handler.port !== service.ports[0]) return [];
  if (service.tls?.clients?.mode === "require" || Object.keys(handler.headers).length > 0) return [];
  return plainPath.test(handler.path) ? [`${service.name} ${handler.path}`] : [];
}
