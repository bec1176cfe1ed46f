import type { AlertSpec } from "../../spec/spec.ts";
import { parseSeconds } from "../quantity.ts";
import type { Service } from "../service.ts";
import type { Alert } from "./alert.ts";
import { exporterAlerts } from "./engine-alerts.ts";
import { impactOf } from "./impact.ts";
import type { AddressProbe, Roles, Scrape } from "./monitoring.ts";
import type { Notify } from "./notify.ts";
import { type ObjectiveInput, objectiveAlerts } from "./objective.ts";
import { hostAlerts, ownAlerts } from "./own-alerts.ts";
import { serviceAlerts } from "./service-alerts.ts";

/** Everything that alerts are computed from. */
export interface AlertInput {
  /** The services that run together with Prometheus. */
  readonly services: readonly Service[];
  readonly roles: Roles;
  readonly scrapes: readonly Scrape[];
  readonly probes: readonly AddressProbe[];
  readonly inputs: readonly ObjectiveInput[];
  readonly notify: Omit<Notify, "inhibitions">;
  /** The alerts of the specification. */
  readonly own: Readonly<Record<string, AlertSpec>>;
}

/** Every alert: of services by name, of the host and of monitoring, and those of the specification. */
export function allAlerts(input: AlertInput): readonly Alert[] {
  const { services, roles, scrapes, probes, inputs, notify } = input;
  const ofServices = services.flatMap((service) => [
    ...serviceAlerts({
      ...{ service, impact: impactOf(service, services) },
      scrape: scrapes.find((scrape) => scrape.service === service.name),
      probes: probes.filter((probe) => probe.service === service.name),
      hasContainers: roles.cadvisor !== undefined,
    }),
    ...exporterAlerts(service, services, (database) => impactOf(database, services)),
  ]);
  const muted = new Set(services.flatMap(({ name, alerting }) => alerting.mute.map((alert) => `${name} ${alert}`)));
  return [
    ...[...ofServices, ...inputs.flatMap(objectiveAlerts)]
      .filter(({ name, service }) => !muted.has(`${service} ${name}`))
      .toSorted(byServiceAndName),
    ...hostAlerts(roles),
    ...ownAlerts(roles, notify.watchdog !== undefined),
    ...ownedAlerts(input.own, services),
  ];
}

function byServiceAndName(a: Alert, b: Alert): number {
  const [left, right] = [a, b].map(({ service, name, severity }) => `${service} ${name} ${severity}`);
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

/** The alerts of the specification, which only their author can test. */
export function ownedAlerts(
  alerts: Readonly<Record<string, AlertSpec>>,
  services: readonly Service[],
): readonly Alert[] {
  return Object.entries(alerts)
    .map(([name, alert]): Alert => {
      const service = services.find((one) => one.name === alert.service);
      return {
        ...{ name: pascal(name), service: alert.service, severity: alert.severity, summary: alert.summary },
        team: alert.team ?? service?.alerting.team,
        for: parseSeconds(alert.for),
        keepFiringFor: 0,
        expression: alert.expression,
        impact: service ? impactOf(service, services) : "See the summary.",
        diagnosis: ["Evaluate the expression in Prometheus, and look at the series behind it."],
        mitigation: "See the runbook.",
        threshold: undefined,
        runbook: alert.runbook,
        test: undefined,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `queue-too-long` is `QueueTooLong`. */
function pascal(name: string): string {
  return name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}
