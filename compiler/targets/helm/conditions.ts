import type { ObjectRow, ObjectRows } from "./chart-input.ts";
import type { Expression } from "./expression.ts";
import type { Merger } from "./merge.ts";
import type { Place } from "./place.ts";
import { boolean } from "./schema.ts";
import { claimCondition, ownSwitch } from "./special-knobs.ts";

/** What the conditions on an object depend on. */
interface ConditionInput {
  readonly place: Place;
  readonly merger: Merger;
  readonly rows: ObjectRows;
  /** What the object's name has after that of its workload. */
  readonly part: string;
}

/** Kinds that a value of the workload turns on and off. */
const workloadSwitches: Readonly<Record<string, readonly [name: string, description: string]>> = {
  HorizontalPodAutoscaler: ["autoscaling", "Whether an autoscaler sets the number of replicas."],
  HTTPRoute: ["httpRoute", "Whether HTTPRoutes lead to it."],
  Ingress: ["ingress", "Whether it has an Ingress."],
};

/** Kinds that a value of the chart enables, and for workloads a value of the workload too. */
const chartSwitches: Readonly<Record<string, readonly [name: string, description: string]>> = {
  ExternalSecret: ["externalSecrets", "Whether the External Secrets operator creates the Secrets."],
  LimitRange: [
    "quota",
    "Whether the namespace has a ResourceQuota and a LimitRange. They hold for all releases in it.",
  ],
  NetworkPolicy: ["networkPolicy", "Whether NetworkPolicies deny every call that is not declared."],
  PriorityClass: ["priorityClass", "Whether the chart creates a PriorityClass for its pods."],
  ResourceQuota: [
    "quota",
    "Whether the namespace has a ResourceQuota and a LimitRange. They hold for all releases in it.",
  ],
  ServiceMonitor: ["serviceMonitor", "Whether the chart creates ServiceMonitors for the Prometheus operator."],
};

const controllers = ["Deployment", "StatefulSet", "Job", "CronJob"];

/** The conditions of an object. A release has the object if all of them hold. */
export function conditionsOf(row: ObjectRow, input: ConditionInput): readonly Expression[] {
  const { place, merger, rows, part } = input;
  const { kind, owner, isWorkloads } = place;
  const isDeployed = deployedColumns(row, rows);
  const presence = row.columns.map((object, index) => (isDeployed[index] ? object !== undefined : undefined));
  const own = workloadSwitches[kind];
  const shared = chartSwitches[kind];
  const differs = presence.includes(false);
  return [
    ...(isDeployed.every(Boolean)
      ? []
      : [addSwitch([owner, "enabled"], `Whether it is deployed.`, isDeployed, merger)]),
    ...(own ? [addSwitch([owner, own[0], "enabled"], own[1], presence, merger)] : []),
    ...(shared ? [addSwitch([shared[0], "enabled"], shared[1], columnsOfKind(kind, rows), merger)] : []),
    ...(shared && isWorkloads ? [ownSwitch(owner, shared[0], shared[1], merger)] : []),
    ...(kind === "PersistentVolumeClaim" ? [claimCondition(owner, part, merger)] : []),
    ...(differs && !own && !isDecidedByKind(row, rows)
      ? [addSwitch([...place.words, "enabled"], `Whether the ${kind} is created.`, presence, merger)]
      : []),
  ];
}

function addSwitch(path: readonly string[], description: string, columns: readonly unknown[], merger: Merger) {
  return merger.values.add({ path, description, schema: boolean, columns });
}

/** Whether the workload of an object is deployed, in the base and each environment. */
function deployedColumns({ owned, columns }: ObjectRow, rows: ObjectRows): readonly boolean[] {
  if (owned.workload === undefined) return columns.map(() => true);
  const own = rows.ofWorkload.get(owned.workload) ?? [];
  const running = own.filter((row) => controllers.includes(row.owned.object.kind));
  return columns.map((_, index) => running.some((row) => row.columns[index] !== undefined));
}

/** Whether any object of a kind is there, in the base and each environment. */
function columnsOfKind(kind: string, rows: ObjectRows): readonly boolean[] {
  const [name] = chartSwitches[kind] ?? [];
  const kinds = Object.keys(chartSwitches).filter((other) => chartSwitches[other]?.[0] === name);
  const own = kinds.flatMap((other) => rows.ofKind.get(other) ?? []);
  return (own[0]?.columns ?? []).map((_, index) => own.some(({ columns }) => columns[index] !== undefined));
}

/** Whether an object is there wherever its kind is. */
function isDecidedByKind({ owned, columns }: ObjectRow, rows: ObjectRows): boolean {
  const { kind } = owned.object;
  if (!chartSwitches[kind]) return false;
  return columnsOfKind(kind, rows).every((isThere, index) => isThere === (columns[index] !== undefined));
}
