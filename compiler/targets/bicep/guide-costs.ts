import type { Context } from "./context.ts";
import { priceLists, prices } from "./costs.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import type { Plan } from "./main.ts";
import { isManaged } from "./managed.ts";
import { hasPrivateRegistry } from "./registry-calls.ts";
import { allocationOf, consumption } from "./resources.ts";
import { allocateServer, standby } from "./sizes.ts";

/** What an environment pays for. */
interface Item {
  readonly resource: string;
  readonly what: string;
  /** Dollars per month; undefined: there is no estimate. */
  readonly usd: number | undefined;
  readonly source: string;
}

/** The table of costs: a row per resource, a column per environment. */
export interface CostsView {
  readonly header: string;
  readonly rule: string;
  readonly rows: readonly string[];
  readonly sources: readonly string[];
}

/** Estimates of what each environment costs, by SKU. */
export function costsView(plan: Plan, context: Context): CostsView {
  const items = context.deployments.map((deployment, index) => itemsOf(deployment, index, plan));
  const resources = [...new Set(items.flatMap((all) => all.map(({ resource }) => resource)))];
  const names = context.deployments.map(({ environment }) => environment.name);
  const cell = (all: readonly Item[], resource: string): string => {
    const item = all.find((one) => one.resource === resource);
    if (!item) return "";
    return item.usd === undefined ? item.what : `${item.what}: ${dollars(item.usd)}`;
  };
  const sum = (all: readonly Item[]): string => dollars(all.reduce((total, { usd = 0 }) => total + usd, 0));
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`.replaceAll("|  |", "| |");
  return {
    header: row(["Resource", ...names]),
    rule: row(["---", ...names.map(() => "---")]),
    rows: [
      ...resources.map((resource) => row([resource, ...items.map((all) => cell(all, resource))])),
      row(["Sum of the estimates", ...items.map(sum)]),
    ],
    sources: [...new Set(items.flatMap((all) => all.map(({ source }) => source)))].sort(),
  };
}

function dollars(usd: number): string {
  return `$${Math.round(usd)}`;
}

function itemsOf(deployment: Deployment, index: number, plan: Plan): readonly Item[] {
  const has = (symbol: string): boolean => plan.calls.some((one) => one.symbol === symbol);
  const servers = plan.servers.filter(({ services }) => services[index] !== undefined);
  const isPrivate = has("registryEndpoint") && hasPrivateRegistry(deployment);
  const shared = ["vaultEndpoint", "storageEndpoint", "blobEndpoint"].filter(has).length + (isPrivate ? 1 : 0);
  const endpoints = shared + servers.length;
  const zones = shared + new Set(servers.map(({ kind }) => kind)).size;
  return [
    ...(has("registry")
      ? [item("Container registry", isPrivate ? "Premium" : "Basic", `registry ${isPrivate ? "Premium" : "Basic"}`)]
      : []),
    ...(endpoints > 0 ? [item("Private endpoints", String(endpoints), "private endpoint", endpoints)] : []),
    ...(zones > 0 ? [item("Private DNS zones", String(zones), "private DNS zone", zones)] : []),
    ...servers.flatMap(({ name, kind, services }) => {
      const service = services[index];
      const tier = {
        isProduction: deployment.environment.tier === "production",
        isZonal: deployment.settings.zoneRedundant,
      };
      const size = (service && allocateServer(kind, service.resources, tier.isProduction)) ?? "";
      const isDouble = standby(kind, tier) !== "Disabled";
      const known = prices[`${kind} ${size}`];
      const usd = known && known.usd * (isDouble ? 2 : 1);
      const what = `${size}${isDouble ? " with a standby" : ""}`;
      return [{ resource: `Server of ${name}`, what, usd, source: known?.source ?? priceLists[kind] }];
    }),
    ...replicasOf(deployment),
  ];
}

function item(resource: string, what: string, sku: string, count = 1): Item {
  const price = prices[sku];
  if (!price) throw new Error(`there is no price of ${sku}`);
  return { resource, what, usd: price.usd * count, source: price.source };
}

/** The minimum of replicas of all apps, as if they always worked. */
function replicasOf({ environment, settings }: Deployment): readonly Item[] {
  const apps = servicesOf(environment).filter((service) => !isManaged(service, settings));
  const all = apps.flatMap(({ resources, scale }) => {
    const given = allocationOf(resources);
    return given?.profile === consumption
      ? [{ count: scale.min, cpu: scale.min * Number(given.cpu), memory: scale.min * Number.parseFloat(given.memory) }]
      : [];
  });
  const total = (key: "count" | "cpu" | "memory"): number => all.reduce((sum, one) => sum + one[key], 0);
  const [cpu, memory] = [prices["CPU of a replica"], prices["GiB of a replica"]];
  if (!cpu || !memory) throw new Error("there is no price of a replica");
  const usd = total("cpu") * cpu.usd + total("memory") * memory.usd;
  const what = `${total("count")} with ${total("cpu")} CPU and ${total("memory")} GiB`;
  const dedicated = apps.filter(({ resources }) => allocationOf(resources)?.profile !== consumption);
  return [
    { resource: "Replicas, at their minimum", what, usd, source: cpu.source },
    ...dedicated.map(({ name, resources }) => ({
      resource: `Workload profile of ${name}`,
      what: allocationOf(resources)?.profile ?? "",
      usd: undefined,
      source: priceLists.profile,
    })),
  ];
}
