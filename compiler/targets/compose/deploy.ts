import { generatedBuildOf } from "../../model/built-images.ts";
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
export function deployView(
  workload: Workload,
  tier: Tier,
  hasPublishedPort: boolean,
  floor: Floor = noFloor,
): DeployView {
  const { cpu, memory, pids } = workload.resources;
  const isDeployed = tier === "staging" || tier === "production";
  const service = "scale" in workload ? (workload as Service) : undefined;
  return {
    replicas: service && !hasPublishedPort ? service.scale.min : 1,
    limits: {
      cpus: cores(Math.max(cpu.limit, floor.cpu)),
      memory: `${Math.max(memory.limit, floor.memory)}M`,
      pids: Math.max(pids, floor.pids),
    },
    reservations: isDeployed ? { cpus: cores(cpu.request), memory: `${memory.request}M` } : null,
    update: isDeployed && service ? updateView(service.update, hasPublishedPort) : null,
  };
}

/** The least limits of a container: thousandths of a CPU, mebibytes and processes. */
interface Floor {
  readonly cpu: number;
  readonly memory: number;
  readonly pids: number;
}

const noFloor: Floor = { cpu: 0, memory: 0, pids: 0 };

/** What a compiler needs, with what it keeps in /tmp, which counts as memory. */
const compilerFloor: Floor = { cpu: 2000, memory: 2560, pids: 512 };

/** What bundlers and watchers of Node need. */
const bundlerFloor: Floor = { cpu: 1000, memory: 1024, pids: 256 };

/**
 * The least limits in development and of tests, where a container also runs the tools that build its program. Limits that
 * differ from those of `base`, the service itself, were set for that purpose and are kept.
 */
export function buildFloor(workload: Workload, base: Workload | undefined): Floor {
  const build = generatedBuildOf(workload);
  const isOwn = JSON.stringify(base?.resources) !== JSON.stringify(workload.resources);
  if (!build || isOwn) return noFloor;
  switch (build.runtime.language) {
    case "python":
      return noFloor;
    case "node":
      return bundlerFloor;
    default:
      return compilerFloor;
  }
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
