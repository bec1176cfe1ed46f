import type { Resources, Storage } from "../../model/workload.ts";
import type { ManagedKind } from "./managed.ts";

interface Machine {
  readonly name: string;
  /** Thousandths. */
  readonly cpu: number;
  /** Mebibytes. */
  readonly memory: number;
  /** Whether its CPU is limited by credits. These machines do not support high availability. */
  readonly isBurstable?: true;
}

/** The machines of each kind of service, the smallest first. */
const machines: Readonly<Record<ManagedKind, readonly Machine[]>> = {
  mongo: [
    { name: "M10", cpu: 1000, memory: 2048, isBurstable: true },
    { name: "M20", cpu: 2000, memory: 4096, isBurstable: true },
    { name: "M30", cpu: 2000, memory: 8192 },
    { name: "M40", cpu: 4000, memory: 16_384 },
    { name: "M50", cpu: 8000, memory: 32_768 },
    { name: "M60", cpu: 16_000, memory: 65_536 },
    { name: "M80", cpu: 32_000, memory: 131_072 },
  ],
  postgres: [
    { name: "Standard_B1ms", cpu: 1000, memory: 2048, isBurstable: true },
    { name: "Standard_B2s", cpu: 2000, memory: 4096, isBurstable: true },
    { name: "Standard_D2ds_v5", cpu: 2000, memory: 8192 },
    { name: "Standard_D4ds_v5", cpu: 4000, memory: 16_384 },
    { name: "Standard_D8ds_v5", cpu: 8000, memory: 32_768 },
    { name: "Standard_D16ds_v5", cpu: 16_000, memory: 65_536 },
    { name: "Standard_D32ds_v5", cpu: 32_000, memory: 131_072 },
  ],
  redis: [
    { name: "Balanced_B0", cpu: 64_000, memory: 512 },
    { name: "Balanced_B1", cpu: 64_000, memory: 1024 },
    { name: "Balanced_B3", cpu: 64_000, memory: 3072 },
    { name: "Balanced_B5", cpu: 64_000, memory: 6144 },
    { name: "Balanced_B10", cpu: 64_000, memory: 12_288 },
    { name: "Balanced_B20", cpu: 64_000, memory: 24_576 },
    { name: "Balanced_B50", cpu: 64_000, memory: 61_440 },
    { name: "Balanced_B100", cpu: 64_000, memory: 122_880 },
  ],
};

/** The smallest machine that is large enough; undefined: there is none. Production has no burstable one. */
export function allocateServer(
  kind: ManagedKind,
  { cpu, memory }: Resources,
  isProduction: boolean,
): string | undefined {
  const offered = machines[kind].filter(({ isBurstable }) => !(isProduction && isBurstable));
  return offered.find((one) => one.cpu >= cpu.limit && one.memory >= memory.limit)?.name;
}

/** The largest machine of a kind. */
export function largestServer(kind: ManagedKind): string {
  const { cpu = 0, memory = 0 } = machines[kind].at(-1) ?? {};
  return kind === "redis" ? `${memory / 1024}Gi` : `${cpu / 1000} CPU and ${memory / 1024}Gi`;
}

/** The tier of a machine of PostgreSQL. */
export function postgresTier(machine: string): string {
  return machine.startsWith("Standard_B") ? "Burstable" : "GeneralPurpose";
}

/** What stands by for a server: in production a second one, in another zone if it may be. */
export function standby(
  kind: ManagedKind,
  { isProduction, isZonal }: { readonly isProduction: boolean; readonly isZonal: boolean },
): string {
  if (!isProduction) return "Disabled";
  if (kind === "redis") return "Enabled";
  if (!isZonal) return "SameZone";
  return kind === "mongo" ? "ZoneRedundantPreferred" : "ZoneRedundant";
}

/** The smallest disk, in gibibytes. */
const smallestDisk = 32;

/**
 * The largest disk of each kind, in gibibytes (https://learn.microsoft.com/azure/postgresql/compute-storage/concepts-storage,
 * https://learn.microsoft.com/azure/documentdb/compute-storage).
 */
export const largestDisks = { mongo: 32_768, postgres: 32_767 } as const;

/** The disk of a server, in gibibytes: a power of two, or the largest one. Undefined: there is none so large. */
export function storageSize(kind: keyof typeof largestDisks, storage: readonly Storage[]): number | undefined {
  const wanted = storage.reduce((sum, { size }) => sum + size, 0) / 1024;
  const largest = largestDisks[kind];
  if (wanted > largest) return undefined;
  return Math.min(largest, Math.max(smallestDisk, 2 ** Math.ceil(Math.log2(Math.max(1, wanted)))));
}

/** `6.0`, `7-jammy` and `8` are `6.0`, `7.0` and `8.0`. */
export function mongoVersion(version: string): string {
  return `${version.split(/[^0-9]/)[0] ?? ""}.0`;
}
