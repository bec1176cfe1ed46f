import { isIn } from "../../spec/included.ts";
import type { MetricsStackSpec, ObservabilitySpec, StackSpec, TracesStackSpec } from "../../spec/spec.ts";
import { parseSeconds } from "../quantity.ts";
import type { Service } from "../service.ts";
import type { Tools } from "../tools.ts";
import { allAlerts } from "./all-alerts.ts";
import { buildDashboards } from "./build-dashboards.ts";
import { buildNotify } from "./build-notify.ts";
import type { AddressProbe, Collector, Metrics, Monitoring, Scrape } from "./monitoring.ts";
import { inhibitionsOf, type Notify } from "./notify.ts";
import { recordingsOf } from "./objective.ts";
import { objectiveInputs } from "./objective-inputs.ts";
import { engineNameOf, rolesOf, serviceOf } from "./roles.ts";

/** The services of an environment, and which of them run together with others. */
export interface Surroundings {
  readonly services: readonly Service[];
  /** The services that run in stacks, apart from the others. */
  readonly listedInStacks: readonly string[];
  /** The stacks of the specification, by name. */
  readonly stacks: Readonly<Record<string, StackSpec>>;
}

/** What watches an environment; undefined: nothing does. */
export function buildMonitoring(surroundings: Surroundings, tools: Tools): Monitoring | undefined {
  const { observability, name, tier } = tools.context.environment;
  if (!observability || (name !== "" && !isIn(observability.environments, name, tier))) return undefined;
  const { services } = surroundings;
  const collector = observability.traces && buildCollector(observability.traces, services, tools);
  const notify = buildNotify(tools);
  const metrics = observability.metrics && buildMetrics(observability, surroundings, { notify, collector });
  if (!metrics && !collector && !observability.logs) return undefined;
  const watched = new Set(metrics?.alerts.flatMap(({ service }) => service ?? []));
  return {
    ...{ metrics, collector },
    notify: { ...notify, inhibitions: inhibitionsOf(services, watched) },
    dashboards: buildDashboards(observability),
  };
}

interface MetricsInput {
  readonly notify: Omit<Notify, "inhibitions">;
  readonly collector: Collector | undefined;
}

function buildMetrics(
  observability: ObservabilitySpec,
  surroundings: Surroundings,
  { notify, collector }: MetricsInput,
): Metrics | undefined {
  const stack = observability.metrics as MetricsStackSpec;
  const prometheus = serviceOf(surroundings.services, "prometheus", stack.service);
  if (!prometheus) return undefined;
  const services = together(prometheus.name, surroundings);
  const roles = rolesOf(services, prometheus.name);
  const interval = parseSeconds(stack.interval);
  const scrapes = services.flatMap((service) => scrapeOf(service, interval, collector) ?? []);
  const probes = roles.blackbox === undefined ? [] : probesOf(services);
  const inputs = objectiveInputs(services, {});
  return {
    ...{ roles, interval, scrapes, probes },
    services: services.map(({ name }) => name),
    retention: parseSeconds(stack.retention),
    recordings: inputs.flatMap(recordingsOf),
    alerts: allAlerts({ services, roles, scrapes, probes, inputs, notify, own: observability.alerts ?? {} }),
  };
}

/** The services of the same stack as Prometheus, or those of no stack: only these can it reach in Compose. */
function together(prometheus: string, { services, listedInStacks, stacks }: Surroundings): readonly Service[] {
  const stack = Object.values(stacks).find((one) => one.services.includes(prometheus));
  return services.filter(({ name }) => (stack ? stack.services.includes(name) : !listedInStacks.includes(name)));
}

/** The endpoint of a service. A collector opens its metrics to others only with a generated configuration. */
function scrapeOf(service: Service, interval: number, collector: Collector | undefined): Scrape | undefined {
  const { name, hostname, metrics, scale } = service;
  const engine = engineNameOf(service);
  if (!metrics || (engine === "otel-collector" && collector?.service !== name)) return undefined;
  return {
    ...{ service: name, hostname, engine, path: metrics.path, port: metrics.port.number },
    scheme: metrics.port.protocol === "https" ? "https" : "http",
    interval: metrics.interval ?? interval,
    replicas: { min: scale.min, max: scale.max },
  };
}

/** The public addresses of services, with the path of their health check where it is below the route. */
function probesOf(services: readonly Service[]): readonly AddressProbe[] {
  const probes = services.flatMap(({ name, routes, health }) =>
    routes.map(({ host, path, port }): AddressProbe => {
      const handler = health?.ready.handler;
      const check = handler?.kind === "http" && handler.port.name === port.name ? handler.path : "";
      return { service: name, url: `https://${host}${check.startsWith(path) ? check : path}`, isTls: true };
    }),
  );
  return probes.sort((a, b) => (a.url < b.url ? -1 : 1));
}

function buildCollector(
  spec: TracesStackSpec,
  services: readonly Service[],
  { references }: Tools,
): Collector | undefined {
  const service = serviceOf(services, "otel-collector", spec.service);
  if (!service) return undefined;
  return {
    service: service.name,
    sample: Number.parseFloat(spec.sample),
    memory: Number.parseFloat(spec.memory),
    memoryLimit: service.resources.memory.limit,
    batch: { size: spec.batch?.size ?? 8192, wait: parseSeconds(spec.batch?.wait ?? "5s") },
    to: references.resolveLiteral(spec.to, ["observability", "traces", "to"]) ?? "debug",
  };
}
