import type { Service, Update } from "../../model/service.ts";
import type { Workload } from "../../model/workload.ts";
import type { Tier } from "../../spec/tiers.ts";

/** The `deploy` section of a service. */
export interface DeployView {
  /** Null for what runs once. */
  readonly replicas: number | null;
  readonly limits: { readonly cpus: string; readonly memory: string; readonly pids: number };
  /** Null where nothing is set aside: in development and test. */
  readonly reservations: { readonly cpus: string; readonly memory: string } | null;
  readonly update: UpdateView | null;
}

interface UpdateView {
  readonly parallelism: number;
  readonly delay: string;
  readonly order: string;
  readonly failureAction: string;
  readonly rollbackParallelism: number;
  readonly rollbackDelay: string;
}

/** Replicas, resources and updates, as far as the tier has them. */
export function deployView(workload: Workload, tier: Tier, isPinnedPort: boolean): DeployView {
  const { cpu, memory, pids } = workload.resources;
  const isDeployed = tier === "staging" || tier === "production";
  const service = "scale" in workload ? (workload as Service) : undefined;
  return {
    replicas: service ? service.scale.min : null,
    limits: { cpus: processors(cpu.limit), memory: `${memory.limit}M`, pids },
    reservations: isDeployed ? { cpus: processors(cpu.reserve), memory: `${memory.reserve}M` } : null,
    update: isDeployed && service ? updateView(service.update, isPinnedPort) : null,
  };
}

/** `1500` -> `1.5` */
function processors(thousandths: number): string {
  return String(thousandths / 1000);
}

function updateView(update: Update, isPinnedPort: boolean): UpdateView {
  // Two containers cannot open the same port of the host at once, nor can anything start before it has stopped.
  const isStopFirst = isPinnedPort || update.strategy === "recreate";
  return {
    parallelism: update.parallelism,
    delay: `${update.delay}s`,
    order: isStopFirst ? "stop-first" : update.order,
    failureAction: update.onFailure,
    rollbackParallelism: update.rollback.parallelism,
    rollbackDelay: `${update.rollback.delay}s`,
  };
}
