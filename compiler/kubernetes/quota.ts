import { autoscales, replicasOf } from "./autoscaling.ts";
import { type BuildContext, controllerKind, isService, type Runnable } from "./context.ts";
import { type Amounts, amountsOf, byteQuantity, cpuQuantity } from "./quantities.ts";
import { clusterWorkloads } from "./settings.ts";
import { agentResources, hasVaultAgent } from "./vault.ts";

/** The hard limits of a namespace: every workload at its largest, with one more pod of each Deployment for a rollout. */
export function quotaOf(context: BuildContext): Readonly<Record<string, string>> {
  let pods = 0;
  let claims = 0;
  let storage = 0;
  const sums = { limits: { cpu: 0, memory: 0, disk: 0 }, requests: { cpu: 0, memory: 0, disk: 0 } };
  for (const workload of clusterWorkloads(context.environment)) {
    const replicas = mostReplicas(workload);
    const count = replicas + (controllerKind(workload) === "Deployment" ? 1 : 0);
    pods += count;
    for (const kind of ["limits", "requests"] as const) {
      const { cpu, memory, disk } = podAmounts(workload, kind, context);
      sums[kind].cpu += count * cpu;
      sums[kind].memory += count * memory;
      sums[kind].disk += count * disk;
    }
    for (const { size, shared } of workload.storage) {
      const volumes = shared ? 1 : replicas;
      claims += volumes;
      storage += volumes * size;
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
    "requests.storage": byteQuantity(storage),
  };
}

/**
 * What a pod counts for. Vault's agent runs beside the container of a service, and before that of a job: of containers
 * that run one after the other the larger counts (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/).
 */
function podAmounts(workload: Runnable, kind: "limits" | "requests", context: BuildContext): Amounts {
  const container = amountsOf(workload)[kind];
  if (!hasVaultAgent(workload, context)) return container;
  const agent = agentResources[kind];
  const join = isService(workload) ? (one: number, other: number): number => one + other : Math.max;
  return {
    cpu: join(container.cpu, agent.cpu),
    memory: join(container.memory, agent.memory),
    disk: join(container.disk, agent.disk),
  };
}

function mostReplicas(workload: Runnable): number {
  if (!isService(workload)) return 1;
  return autoscales(workload) ? workload.scale.max : replicasOf(workload);
}
