import { engines } from "../catalog/engine.ts";
import type { PortSpec, ServiceSpec } from "../spec/spec.ts";

/** The main port of a service: its own, or the first of its catalogue entry. */
export function mainPortOf(service: ServiceSpec): PortSpec | undefined {
  if (service.port) return service.port;
  const engine = service.engine && engines.get(service.engine.name);
  return engine?.ports[0];
}
