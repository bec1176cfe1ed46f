import type { Service, Update } from "../../model/service.ts";
import type { Workload } from "../../model/workload.ts";
import type { Tier } from "../../spec/tiers.ts";

/**
 * The `deploy` section of a service. Docker Compose acts on replicas and limits. `update_config` and `rollback_config` state the
 * update policy for orchestrators that read the Compose specification; Docker Compose itself ignores them.
 */
export interface DeployView {
  readonly replicas: number;
  readonly limits: { readonly cpus: string; readonly memory: string; readonly pids: number };
  /** Null in development and test. */
  readonly reservations: { readonly cpus: string; readonly memory: string } | null;
  /** Null in development and test, and for workloads that run to completion. */
  readonly update: UpdateView | null;
}

/** The update policy of a service. Delays are durations such as `10s`. */
export interface UpdateView {
  readonly parallelism: number;
  readonly delay: string;
  readonly order: string;
  readonly failureAction: string;
  readonly rollbackParallelism: number;
  readonly rollbackDelay: string;
}

/** Replicas, resources and updates, as far as the tier has them. With a published port, two replicas cannot overlap. */
export function deployView(workload: Workload, tier: Tier, hasPublishedPort: boolean): DeployView {
  const { cpu, memory, pids } = workload.resources;
  const isDeployed = tier === "staging" || tier === "production";
  const service = "scale" in workload ? (workload as Service) : undefined;
  return {
    replicas: service ? service.scale.min : 1,
    limits: { cpus: cores(cpu.limit), memory: `${memory.limit}M`, pids },
    reservations: isDeployed ? { cpus: cores(cpu.request), memory: `${memory.request}M` } : null,
    update: isDeployed && service ? updateView(service.update, hasPublishedPort) : null,
  };
}

/** Thousandths of a CPU in CPUs: `1500` -> `1.5` */
function cores(thousandths: number): string {
  return String(thousandths / 1000);
}

function updateView(update: Update, hasPublishedPort: boolean): UpdateView {
  const isStopFirst = hasPublishedPort || update.strategy === "recreate";
  return {
    parallelism: update.parallelism,
    delay: `${update.delay}s`,
    order: isStopFirst ? "stop-first" : update.order,
    failureAction: update.onFailure,
    rollbackParallelism: update.rollback.parallelism,
    rollbackDelay: `${update.rollback.delay}s`,
  };
}
