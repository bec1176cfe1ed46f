import type { Environment, Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import type { Peers } from "./target.ts";

/** Reports exposed services that nothing serves in staging and production: no edge, and no target that needs none. */
export function checkEdges(platform: Platform, peers: Peers, reporter: Reporter): void {
  for (const environment of platform.environments) {
    const { name, tier, edge, services } = environment;
    const isPublic = tier === "staging" || tier === "production";
    if (edge || !isPublic || isServed(environment, peers)) continue;
    for (const service of services) {
      if (service.routes.length === 0) continue;
      const holes = { service: service.name, environment: name };
      reporter.report("model/routes-without-edge", { environment: name, path: [...service.path, "routes"] }, holes);
    }
  }
}

function isServed({ targets }: Environment, peers: Peers): boolean {
  return peers.some(({ name, hasEdge }) => hasEdge && targets[name]?.enabled === true);
}
