import type { Resources } from "../../model/workload.ts";

/** The resources of a container: CPU as a string for `json()`, and memory. */
export interface Allocation {
  readonly cpu: string;
  readonly memory: string;
  /** The workload profile. */
  readonly profile: string;
}

/** The limit of a replica in the Consumption profile, in quarters of a CPU with half a gibibyte each. */
const mostQuarters = 16;

/** Dedicated workload profiles (https://learn.microsoft.com/azure/container-apps/workload-profiles-overview), the smallest first. */
const dedicated: readonly { readonly name: string; readonly cpu: number; readonly memory: number }[] = [
  { name: "D4", cpu: 4, memory: 16 },
  { name: "E4", cpu: 4, memory: 32 },
  { name: "D8", cpu: 8, memory: 32 },
  { name: "E8", cpu: 8, memory: 64 },
  { name: "D16", cpu: 16, memory: 64 },
  { name: "E16", cpu: 16, memory: 128 },
  { name: "D32", cpu: 32, memory: 128 },
  { name: "E32", cpu: 32, memory: 256 },
];

/** The name of the profile without dedicated machines. */
export const consumption = "Consumption";

/**
 * The resources of a container: at least its limits. The Consumption profile has two gibibytes per CPU, in steps of a
 * quarter of a CPU. Undefined: no workload profile is large enough.
 */
export function allocationOf({ cpu, memory }: Resources): Allocation | undefined {
  const quarters = Math.max(1, Math.ceil(cpu.limit / 250), Math.ceil(memory.limit / 512));
  if (quarters <= mostQuarters) {
    return { cpu: String(quarters / 4), memory: `${quarters / 2}Gi`, profile: consumption };
  }
  const gibibytes = memory.limit / 1024;
  const machine = dedicated.find((one) => one.cpu * 1000 >= cpu.limit && one.memory >= gibibytes);
  if (!machine) return undefined;
  return {
    cpu: String(Math.ceil(cpu.limit / 250) / 4),
    memory: `${Math.ceil(gibibytes * 4) / 4}Gi`,
    profile: machine.name,
  };
}

/** Whether a container gets just what it may use. */
export function isExact({ cpu, memory }: Resources, allocation: Allocation): boolean {
  const given = Number.parseFloat(allocation.memory) * 1024;
  return Number(allocation.cpu) * 1000 === cpu.limit && given === memory.limit;
}
