import { byteQuantity, cpuQuantity } from "./quantities.ts";
import type { WorkloadValues } from "./values.ts";

/** What a namespace may use: everything in it at its largest, with one more pod of each workload while it updates. */
export function quotaOf(workloads: Readonly<Record<string, WorkloadValues>>): Readonly<Record<string, string>> {
  let pods = 0;
  let claims = 0;
  const sums = { limits: { cpu: 0, memory: 0, disk: 0 }, requests: { cpu: 0, memory: 0, disk: 0 }, storage: 0 };
  for (const workload of Object.values(workloads)) {
    const count = podsOf(workload);
    pods += count;
    for (const kind of ["limits", "requests"] as const) {
      const amounts = (workload.resources as Record<typeof kind, Record<string, string>>)[kind];
      sums[kind].cpu += count * thousandths(amounts.cpu ?? "0");
      sums[kind].memory += count * mebibytes(amounts.memory ?? "0Mi");
      sums[kind].disk += count * mebibytes(amounts["ephemeral-storage"] ?? "0Mi");
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
