import type { Storage, Workload } from "./workload.ts";

/** The folder of a volume below `dataFolder`: the service's name for data of the catalogue's engines, else the volume's. */
export function hostFolderOf(workload: Workload, storage: Storage): string {
  return workload.origin.kind === "engine" && storage.name === "data" ? workload.name : storage.name;
}
