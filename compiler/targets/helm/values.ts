import type { Cluster } from "../../kubernetes/cluster.ts";
import { tidy } from "../../kubernetes/object.ts";
import { containerPolicy, podPolicy } from "../../kubernetes/policy.ts";
import type { Values } from "./difference.ts";

/** The values of a chart, as far as environments differ in them. */
export interface ChartValues extends Values {
  readonly owner: string;
  readonly secrets: Values;
  readonly routing: Values;
  readonly monitoring: Values;
  readonly quota: Values;
  readonly priority?: number;
  readonly workloads: Readonly<Record<string, Values>>;
}

/** What the chart says of pods and containers unless a workload says otherwise. */
export const policyValues = { podSecurityContext: podPolicy, securityContext: containerPolicy };

/** The values of an environment. What a subchart runs is not among the workloads. */
export function chartValues({ values }: Cluster, subcharts: readonly string[]): ChartValues {
  const { owner = "", secrets, routing, monitoring, quota = {}, priority, workloads } = values;
  const own = Object.entries(workloads).filter(([name]) => !subcharts.includes(name));
  const chart = {
    owner,
    secrets: { ...secrets, names: secrets.names },
    routing,
    monitoring: { operator: monitoring.operator },
    quota,
    priority,
    workloads: Object.fromEntries(own),
  };
  return tidy(chart) as ChartValues;
}

/** The values that every environment has: those of the base without the workloads that some environment lacks. */
export function sharedValues(base: ChartValues, environments: readonly ChartValues[]): ChartValues {
  const workloads = Object.entries(base.workloads).filter(([name]) =>
    environments.every((values) => Object.hasOwn(values.workloads, name)),
  );
  return { ...base, workloads: Object.fromEntries(workloads) };
}
