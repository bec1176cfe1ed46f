import type { Service } from "../../model/service.ts";
import type { Workload } from "../../model/workload.ts";
import type { Tier } from "../../spec/tiers.ts";

/**
 * The `deploy` section of a service, limited to keys that Docker Compose acts on. `update_config`, `rollback_config` and the reservation of
 * CPU act in Swarm alone, which does not read these files: it has no conditions of `depends_on` and no `host_ip` of ports.
 */
export interface DeployView {
  readonly replicas: number;
  readonly limits: { readonly cpus: string; readonly memory: string; readonly pids: number };
  /** Null in development and test. */
  readonly memoryReservation: string | null;
}

/** Replicas and resources, as far as the tier has them. */
export function deployView(workload: Workload, tier: Tier): DeployView {
  const { cpu, memory, pids } = workload.resources;
  const isDeployed = tier === "staging" || tier === "production";
  return {
    replicas: "scale" in workload ? (workload as Service).scale.min : 1,
    limits: { cpus: cores(cpu.limit), memory: `${memory.limit}M`, pids },
    memoryReservation: isDeployed ? `${memory.reserve}M` : null,
  };
}

/** Thousandths of a CPU in CPUs: `1500` -> `1.5` */
function cores(thousandths: number): string {
  return String(thousandths / 1000);
}
