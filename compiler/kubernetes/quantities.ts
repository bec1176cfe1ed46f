import type { Resources } from "../model/workload.ts";
import type { Fields } from "./object.ts";

/** Processors from thousandths: `500m`, `2`. */
export function cpuQuantity(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}

/** Memory or disk from mebibytes: `512Mi`, `4Gi`. */
export function byteQuantity(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** Requests and limits of a container. Its temporary directories lie on the disk of the node, and count as such. */
export function resourcesOf({ cpu, memory, disk }: Resources, temporary: number): Fields {
  return {
    limits: {
      cpu: cpuQuantity(cpu.limit),
      "ephemeral-storage": byteQuantity(disk + temporary),
      memory: byteQuantity(memory.limit),
    },
    requests: {
      cpu: cpuQuantity(cpu.reserve),
      "ephemeral-storage": byteQuantity(Math.ceil(disk / 2)),
      memory: byteQuantity(memory.reserve),
    },
  };
}
