import type { Workload } from "../model/workload.ts";

/** CPU from thousandths: `500m`, `2`. */
export function cpuQuantity(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}

/** Memory, disk or storage from mebibytes: `512Mi`, `4Gi`. */
export function byteQuantity(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** Amounts of a container: CPU in thousandths, memory and disk in mebibytes. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

/** What a container requests, and its limits. Temporary directories use the node's disk, unless they are shared memory. */
export function amountsOf({
  resources: { cpu, memory, disk },
  temporary,
}: Pick<Workload, "resources" | "temporary">): Readonly<Record<"requests" | "limits", Amounts>> {
  const temporarySize = temporary.reduce((sum, { path, size }) => (isInMemory(path) ? sum : sum + size), 0);
  return {
    requests: { cpu: cpu.request, memory: memory.request, disk: Math.ceil(disk / 2) },
    limits: { cpu: cpu.limit, memory: memory.limit, disk: disk + temporarySize },
  };
}

/** Amounts as Kubernetes writes them. */
export function quantitiesOf({ cpu, memory, disk }: Amounts): Readonly<Record<string, string>> {
  return { cpu: cpuQuantity(cpu), memory: byteQuantity(memory), "ephemeral-storage": byteQuantity(disk) };
}

/** Whether programs expect shared memory at a path. What they write there counts towards the limit of their memory. */
export function isInMemory(path: string): boolean {
  return path === "/dev/shm" || path.startsWith("/dev/shm/");
}
