import type { Environment, Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import { mainServices } from "../model/subsets.ts";

/** Reports environments at one location with the same public addresses, or the same ports or folders of the host. */
export function checkSeparation(platform: Platform, reporter: Reporter): void {
  // Production comes first, so the findings are about the other environment of a pair.
  const environments = [...platform.environments].sort((a, b) => order.indexOf(a.tier) - order.indexOf(b.tier));
  for (const [index, environment] of environments.entries()) {
    const others = environments.slice(0, index).filter(({ location }) => location === environment.location);
    checkHosts(environment, others, reporter);
    for (const other of runsOnServer(environment) ? others.filter(runsOnServer) : []) {
      checkMachine(environment, other, reporter);
    }
  }
}

const order: readonly Environment["tier"][] = ["production", "staging", "test", "development"];

/** The tiers that Compose runs on a machine that environments may share. Others run where a developer or CI needs them. */
function runsOnServer({ tier, targets }: Environment): boolean {
  return (tier === "staging" || tier === "production") && targets.compose?.enabled !== false;
}

/** Whether an environment can be reached at its public addresses: through an edge, or an ingress. */
function isPublic({ edge, tier, targets }: Environment): boolean {
  const isDeployed = [targets.kustomize, targets.helm, targets.bicep].some((target) => target?.enabled === true);
  return edge !== undefined || (isDeployed && tier !== "test");
}

function checkHosts(environment: Environment, others: readonly Environment[], reporter: Reporter): void {
  if (!isPublic(environment)) return;
  const owners = new Map<string, string>();
  for (const { name, services } of others.filter(isPublic)) {
    for (const { host, path } of services.flatMap(({ routes }) => routes)) owners.set(host + path, name);
  }
  for (const { path, routes } of environment.services) {
    for (const [index, route] of routes.entries()) {
      const address = route.host + route.path;
      const other = owners.get(address);
      if (other === undefined) continue;
      const holes = { address, environment: environment.name, other };
      const place = { environment: environment.name, path: [...path, "routes", index] };
      reporter.report("model/host-claimed-twice", place, holes);
    }
  }
}

function checkMachine(environment: Environment, other: Environment, reporter: Reporter): void {
  const names = { environment: environment.name, other: other.name };
  // Two edges on one machine would be noticed at once, and are rarely meant.
  const servicesOf = (one: Environment) => mainServices(one).filter(({ role }) => role !== "edge");
  const taken = new Set(servicesOf(other).flatMap(({ publish }) => publish.map(({ host }) => host)));
  for (const { path, publish } of servicesOf(environment)) {
    for (const [index, { host }] of publish.entries()) {
      if (!taken.has(host)) continue;
      const place = { environment: environment.name, path: [...path, "publish", index] };
      reporter.report("model/port-published-twice", place, { port: host, ...names });
    }
  }
  if (environment.dataFolder === undefined || environment.dataFolder !== other.dataFolder) return;
  const place = { environment: environment.name, path: ["dataFolder"] };
  reporter.report("model/host-folder-claimed-twice", place, { folder: environment.dataFolder, ...names });
}
