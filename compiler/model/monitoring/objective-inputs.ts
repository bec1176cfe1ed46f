import type { Service } from "../service.ts";
import { impactOf } from "./impact.ts";
import type { ObjectiveInput } from "./objective.ts";
import type { Matchers } from "./promql.ts";

/** The services that promise something, with the names of their metrics. `matchers` select the environment. */
export function objectiveInputs(services: readonly Service[], matchers: Matchers): readonly ObjectiveInput[] {
  return services.flatMap((service) => {
    const { objective, metrics, name, alerting } = service;
    if (!objective || !metrics?.names) return [];
    const { names } = metrics;
    const impact = impactOf(service, services);
    return [
      { ...{ service, objective, names, impact }, matchers: { ...matchers, service: name }, team: alerting.team },
    ];
  });
}
