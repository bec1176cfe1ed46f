import type { Service } from "../service.ts";
import type { Alert, Common, Series } from "./alert.ts";
import { oneSeries } from "./alert-test.ts";
import { decimal, selector } from "./promql.ts";

/** The alerts of the containers of a service, from what cAdvisor measures. */
export function containerAlerts(service: Service, common: Common): readonly Alert[] {
  return [restarts(service, common), ...memoryAlerts(service, common), throttling(service, common)];
}

function restarts({ name }: Service, common: Common): Alert {
  const metric = selector("container_start_time_seconds", { service: name });
  return {
    ...common,
    ...{ name: "ContainerRestarts", severity: "warning", for: 0, keepFiringFor: 300 },
    expression: `max(changes(${metric}[15m])) > 2`,
    summary: `A container of ${name} restarts again and again.`,
    diagnosis: [
      `Read the logs of ${name} before the last start, and its exit code.`,
      "Exit code 137 means that it was killed, in most cases because of its memory limit.",
    ],
    mitigation: "Roll the last release back, or fix the configuration.",
    threshold: "2 restarts in 15 minutes",
    test: oneSeries(metric, { fires: "0 60 120 180 240 300 360", quiet: "60x20", at: 360 }),
  };
}

/** The limit is that of the specification: a container without one reports 0. */
function memoryAlerts({ name, resources, alerting }: Service, common: Common): readonly Alert[] {
  const { limit } = resources.memory;
  const bytes = Math.round((limit * 1024 * 1024 * alerting.memory) / 100);
  const killed = selector("container_oom_events_total", { service: name });
  const used = selector("container_memory_working_set_bytes", { service: name });
  return [
    {
      ...common,
      ...{ name: "OutOfMemory", severity: "warning", for: 0, keepFiringFor: 300, threshold: `${limit} MiB` },
      expression: `sum(increase(${killed}[10m])) > 0`,
      summary: `A process of ${name} was killed because it exceeded its memory limit.`,
      diagnosis: [`Compare the memory of ${name} with its limit over the last days: does it grow, or was it a burst?`],
      mitigation: "Raise `resources.memory`, or fix the leak.",
      test: oneSeries(killed, { fires: "0 0 1x10", quiet: "1x20", at: 420 }),
    },
    {
      ...common,
      ...{ name: "MemoryNearLimit", severity: "warning", for: 900, threshold: `${alerting.memory} % of ${limit} MiB` },
      expression: `max(${used}) > ${bytes}`,
      summary: `${name} uses more than ${alerting.memory} % of its memory limit.`,
      impact: `${name} is killed when it reaches the limit.`,
      diagnosis: [`Compare the memory of ${name} over the last days: does it grow, or follow the traffic?`],
      mitigation: "Raise `resources.memory`, or fix the leak.",
      test: oneSeries(used, { fires: `${bytes + 1}x40`, quiet: `${bytes}x40`, at: 1800 }),
    },
  ];
}

function throttling({ name, alerting }: Service, common: Common): Alert {
  const [throttled, periods] = ["throttled_periods", "periods"].map((metric) =>
    selector(`container_cpu_cfs_${metric}_total`, { service: name }),
  );
  const counters = (step: number): readonly Series[] => [
    { series: throttled ?? "", values: `0+${step}x40` },
    { series: periods ?? "", values: "0+100x40" },
  ];
  return {
    ...common,
    ...{ name: "CpuThrottled", severity: "info", for: 900, threshold: `${alerting.throttled} % of periods` },
    expression: `sum(rate(${throttled}[5m])) / sum(rate(${periods}[5m])) > ${decimal(alerting.throttled / 100)}`,
    summary: `The CPU limit slows ${name} down in more than ${alerting.throttled} % of all periods.`,
    impact: `${name} is slower than it could be.`,
    diagnosis: [`Compare the latency of ${name} with its CPU.`],
    mitigation: "Raise `resources.cpu`, or add replicas.",
    test: { fires: counters(100), quiet: counters(0), at: 1800, labels: {} },
  };
}
