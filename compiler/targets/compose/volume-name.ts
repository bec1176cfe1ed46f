import type { Storage, Workload } from "../../model/workload.ts";

/** The name of the volume of a storage in a Compose file. */
export function volumeName(workload: Workload, storage: Storage): string {
  return `${workload.name}-${storage.name}`;
}
