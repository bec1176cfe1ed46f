import { burnRanges } from "../../model/monitoring/burn-rates.ts";
import type { MetricNames } from "../../model/monitoring/metric-names.ts";
import { decimal, type Matchers, promDuration, selector } from "../../model/monitoring/promql.ts";
import type { Service } from "../../model/service.ts";
import type { PanelDefinition } from "./dashboard.ts";

/** The range of rates: Grafana chooses it, so that it has at least four samples. */
const range = "$__rate_interval";

function rate(metric: string, matchers: Matchers): string {
  return `rate(${selector(metric, matchers)}[${range}])`;
}

/** The labels that select the series of a service. */
function of({ name }: Service): Matchers {
  return { service: name };
}

/** Requests per second by route, or by status where the metric has no route. */
export function requestsPanel(service: Service, names: MetricNames): PanelDefinition {
  const label = names.route ?? names.status;
  return {
    ...{ title: "Requests", description: `Requests of ${service.name} per second, by ${label}.`, unit: "reqps" },
    ...{ show: "line", width: 8 },
    queries: [{ expression: `sum by (${label}) (${rate(names.requests, of(service))})`, legend: `{{${label}}}` }],
  };
}

/** The share of requests that failed, in all and by route. */
export function errorsPanel(service: Service, names: MetricNames): PanelDefinition {
  const { objective } = service;
  const failed = rate(names.requests, { ...of(service), [names.status]: `~${names.errors}` });
  return {
    ...{ title: "Errors", unit: "percentunit", show: "line", width: 8 },
    description: `The share of requests of ${service.name} that failed.`,
    queries: [{ expression: `sum(${failed}) / sum(${rate(names.requests, of(service))})`, legend: "errors" }],
    ...(objective?.available !== undefined && { limit: Number(decimal(1 - objective.available)) }),
  };
}

/** The durations that half, and 95 %, of all requests stay below; undefined without a histogram. */
export function durationPanel(service: Service, names: MetricNames): readonly PanelDefinition[] {
  const { duration, bounds } = names;
  if (duration === undefined) return [];
  const quantile = (share: number): string =>
    `histogram_quantile(${share}, sum by (le) (${rate(`${duration}_bucket`, of(service))}))`;
  const isMilliseconds = duration.endsWith("_milliseconds");
  const below = service.objective?.fast?.below;
  return [
    {
      ...{ title: "Duration", unit: isMilliseconds ? "ms" : "s", show: "line", width: 8 },
      description: `The duration that half, and 95 %, of the requests of ${service.name} stay below.${largestOf(bounds)}`,
      queries: [
        { expression: quantile(0.5), legend: "50 %" },
        { expression: quantile(0.95), legend: "95 %" },
      ],
      ...(below !== undefined && { limit: isMilliseconds ? below * 1000 : below }),
    },
  ];
}

/** A histogram does not measure what is above its largest bucket. */
function largestOf(bounds: readonly number[]): string {
  const largest = bounds.at(-1);
  return largest === undefined
    ? ""
    : ` The largest bucket is ${decimal(largest)} s: longer durations show as this value.`;
}

/** The part of the error budget that is left; nothing without an objective. */
export function budgetPanel(service: Service): readonly PanelDefinition[] {
  const { objective } = service;
  if (objective?.available === undefined) return [];
  const longest = promDuration(burnRanges.at(-1) ?? 0);
  const ratio = selector(`service:http_errors:ratio_rate${longest}`, of(service));
  const days = objective.window / 86_400;
  return [
    {
      ...{ title: "Error budget", unit: "percentunit", show: "number", width: 4 },
      description: `The part of the error budget of ${days} days that is left, if the last ${longest} were typical.`,
      queries: [
        { expression: `clamp_min(1 - ${ratio} / ${decimal(1 - objective.available)}, 0)`, legend: service.name },
      ],
    },
  ];
}

/** The replicas that are up. The limit is the number that the specification wants. */
export function replicasPanel(service: Service): PanelDefinition {
  const { name, scale } = service;
  return {
    ...{ title: `${name}: replicas`, unit: "short", show: "number", width: 4 },
    description: `Replicas of ${name} that are up; the specification wants ${scale.min}.`,
    queries: [{ expression: `count(${selector("up", of(service))} == 1) or vector(0)`, legend: name }],
  };
}

/** The memory of containers, with the limit of the specification. */
export function memoryPanel(service: Service): PanelDefinition {
  const { limit } = service.resources.memory;
  return {
    ...{ title: "Memory", unit: "bytes", show: "line", width: 8, limit: limit * 1024 * 1024 },
    description: `The memory of each container of ${service.name}. The limit is ${limit} MiB.`,
    queries: [
      {
        expression: `max by (name) (${selector("container_memory_working_set_bytes", of(service))})`,
        legend: "{{name}}",
      },
    ],
  };
}

/** The CPU of containers, with the limit of the specification. */
export function cpuPanel(service: Service): PanelDefinition {
  const cores = service.resources.cpu.limit / 1000;
  return {
    ...{ title: "CPU", unit: "short", show: "line", width: 8, limit: cores },
    description: `The CPU cores that each container of ${service.name} uses. The limit is ${decimal(cores)}.`,
    queries: [
      { expression: `sum by (name) (${rate("container_cpu_usage_seconds_total", of(service))})`, legend: "{{name}}" },
    ],
  };
}

/** The share of CPU periods in which containers had to wait. */
export function throttlingPanel(service: Service): PanelDefinition {
  const [throttled, periods] = ["throttled_periods", "periods"].map((metric) =>
    rate(`container_cpu_cfs_${metric}_total`, of(service)),
  );
  return {
    ...{ title: "CPU throttling", unit: "percentunit", show: "line", width: 8 },
    description: `The share of CPU periods in which ${service.name} had used up its CPU.`,
    queries: [{ expression: `sum(${throttled}) / sum(${periods})`, legend: service.name }],
    limit: service.alerting.throttled / 100,
  };
}

/** The services that a service calls, and whether they are up. */
export function dependenciesPanel(service: Service, scraped: readonly string[]): readonly PanelDefinition[] {
  const called = service.talksTo.filter((name) => scraped.includes(name));
  if (called.length === 0) return [];
  return [
    {
      ...{ title: "Dependencies", unit: "short", show: "line", width: 8 },
      description: `Replicas that are up of the services that ${service.name} calls.`,
      queries: [
        {
          expression: `sum by (service) (${selector("up", { service: `~${called.join("|")}` })})`,
          legend: "{{service}}",
        },
      ],
    },
  ];
}
