import type { Storage, Workload } from "./workload.ts";

/** The name of the volume of a storage, where an environment has one list of volumes. */
export function volumeName(workload: Workload, storage: Storage): string {
  return `${workload.name}-${storage.name}`;
}
