import { withDefaults } from "../../spec/defaults.ts";
import type { ObjectiveSpec, ServiceAlertsSpec, ServiceSpec } from "../../spec/spec.ts";
import type { EngineParts } from "../engine-service.ts";
import type { PortFinder } from "../ports.ts";
import { parseSeconds } from "../quantity.ts";
import type { Service } from "../service.ts";
import { metricNamesOf, parseLatency } from "./metric-names.ts";

/** What is watched of a service: its metrics, what it promises, and its alerts. */
export function buildObservation(
  spec: ServiceSpec,
  engine: EngineParts | undefined,
  finder: PortFinder,
): Pick<Service, "metrics" | "objective" | "alerting"> {
  return {
    metrics: metricsOf(spec, engine, finder),
    objective: spec.objective && objectiveOf(spec.objective),
    alerting: alertingOf(spec.alerts),
  };
}

function metricsOf(spec: ServiceSpec, engine: EngineParts | undefined, finder: PortFinder): Service["metrics"] {
  const metrics = spec.metrics ?? engine?.entry.metrics;
  if (!metrics) return undefined;
  const port = finder.find(metrics.port, ["metrics"]);
  if (!port) return undefined;
  const { interval, names } = spec.metrics ?? {};
  return {
    ...{ path: metrics.path, port },
    interval: interval === undefined ? undefined : parseSeconds(interval),
    names: metricNamesOf(names, spec.runtime?.language),
  };
}

function objectiveOf(spec: ObjectiveSpec): NonNullable<Service["objective"]> {
  const { available, fast, window, minimum } = spec;
  return {
    available: available === undefined ? undefined : parseShare(available),
    fast: fast && { share: parseShare(fast.share), below: parseLatency(fast.below) },
    window: parseSeconds(window),
    minimum,
  };
}

function alertingOf(spec: ServiceAlertsSpec | undefined): Service["alerting"] {
  const { mute = [], memory, throttled, team } = withDefaults<ServiceAlertsSpec>(spec ?? {}, "serviceAlerts");
  return { mute, memory: Number.parseFloat(memory), throttled: Number.parseFloat(throttled), team };
}

/** A fraction: `99.9%` is 0.999. */
function parseShare(share: string): number {
  return Number((Number(share.slice(0, -1)) / 100).toPrecision(8));
}
