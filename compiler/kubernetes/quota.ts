import { byteQuantity, cpuQuantity } from "./quantities.ts";
import type { WorkloadValues } from "./values.ts";
import { agentResources } from "./vault.ts";

/** What a namespace may use: everything in it at its largest, with one more pod of each workload while it updates. */
export function quotaOf(workloads: Readonly<Record<string, WorkloadValues>>): Readonly<Record<string, string>> {
  let pods = 0;
  let claims = 0;
  const sums = { limits: { cpu: 0, memory: 0, disk: 0 }, requests: { cpu: 0, memory: 0, disk: 0 }, storage: 0 };
  for (const workload of Object.values(workloads)) {
    const count = podsOf(workload);
    pods += count;
    for (const kind of ["limits", "requests"] as const) {
      const amounts = podAmounts(workload, kind);
      sums[kind].cpu += count * amounts.cpu;
      sums[kind].memory += count * amounts.memory;
      sums[kind].disk += count * amounts.disk;
    }
    for (const { size, shared } of Object.values(workload.storage ?? {})) {
      const volumes = shared ? 1 : replicasOf(workload);
      claims += volumes;
      sums.storage += volumes * mebibytes(size);
    }
  }
  return {
    "limits.cpu": cpuQuantity(sums.limits.cpu),
    "limits.ephemeral-storage": byteQuantity(sums.limits.disk),
    "limits.memory": byteQuantity(sums.limits.memory),
    persistentvolumeclaims: String(claims),
    pods: String(pods),
    "requests.cpu": cpuQuantity(sums.requests.cpu),
    "requests.ephemeral-storage": byteQuantity(sums.requests.disk),
    "requests.memory": byteQuantity(sums.requests.memory),
    "requests.storage": byteQuantity(sums.storage),
  };
}

interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

/**
 * What a pod counts for. Vault's agent is beside the container for as long as it runs, and before that of a job: of what
 * runs one after the other the larger counts (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/).
 */
function podAmounts(workload: WorkloadValues, kind: "limits" | "requests"): Amounts {
  const container = amountsOf((workload.resources as Record<typeof kind, Record<string, string>>)[kind]);
  if (workload.podAnnotations?.["vault.hashicorp.com/agent-inject"] === undefined) return container;
  const agent = amountsOf(agentResources[kind]);
  const join = workload.job ? Math.max : (one: number, other: number): number => one + other;
  return {
    cpu: join(container.cpu, agent.cpu),
    memory: join(container.memory, agent.memory),
    disk: join(container.disk, agent.disk),
  };
}

function amountsOf(amounts: Readonly<Record<string, string>>): Amounts {
  return {
    cpu: thousandths(amounts.cpu ?? "0"),
    memory: mebibytes(amounts.memory ?? "0Mi"),
    disk: mebibytes(amounts["ephemeral-storage"] ?? "0Mi"),
  };
}

function podsOf(workload: WorkloadValues): number {
  return replicasOf(workload) + (workload.kind === "Deployment" ? 1 : 0);
}

function replicasOf({ autoscaling, replicas }: WorkloadValues): number {
  return autoscaling?.maxReplicas ?? replicas ?? 1;
}

function thousandths(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}

function mebibytes(quantity: string): number {
  return Number(quantity.slice(0, -2)) * (quantity.endsWith("Gi") ? 1024 : 1);
}
