import { hostFolderOf } from "../host-folder.ts";
import type { Rule } from "./rule.ts";

/** Below `dataFolder`, no two services keep their data in one folder. */
export const foldersAreNotShared: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    if (environment.dataFolder === undefined) continue;
    const owners = new Map<string, string>();
    for (const service of environment.services) {
      for (const storage of service.storage) {
        const folder = hostFolderOf(service, storage);
        const other = owners.get(folder);
        if (other !== undefined) {
          const holes = { folder: `${environment.dataFolder}/${folder}`, service: service.name, other };
          reporter.report(
            "model/folder-shared",
            { environment: environment.name, path: [...service.path, "storage", storage.name] },
            holes,
          );
        }
        owners.set(folder, service.name);
      }
    }
  }
};
