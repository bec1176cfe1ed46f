import type { Service } from "../service.ts";
import type { Roles } from "./monitoring.ts";

/** The engine that a service runs; undefined: it runs none. */
export function engineNameOf({ origin }: Pick<Service, "origin">): string | undefined {
  return origin.kind === "engine" ? origin.engine : undefined;
}

/** The service with an engine: the one that the specification chooses, or the first by name. */
export function serviceOf(services: readonly Service[], engine: string, chosen?: string): Service | undefined {
  const candidates = services.filter((service) => engineNameOf(service) === engine);
  return candidates.find(({ name }) => name === chosen) ?? candidates[0];
}

/** The roles of the services that run together with Prometheus; undefined without one. */
export function rolesOf(services: readonly Service[], prometheus: string): Roles {
  const named = (engine: string): string | undefined => serviceOf(services, engine)?.name;
  return {
    prometheus,
    alertmanager: named("alertmanager"),
    grafana: named("grafana"),
    cadvisor: named("cadvisor"),
    nodeExporter: named("node-exporter"),
    blackbox: named("blackbox-exporter"),
  };
}
