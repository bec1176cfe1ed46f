import { volumeName } from "../volume-name.ts";
import type { Storage, Workload } from "../workload.ts";
import type { Rule } from "./rule.ts";

/** No two services come to the same name for a volume. */
export const volumesAreNotShared: Rule = ({ platform }, reporter) => {
  for (const { name: environment, services, jobs } of platform.environments) {
    const owners = new Map<string, { readonly owner: Workload; readonly storage: Storage }>();
    for (const owner of [...services, ...jobs]) {
      for (const storage of owner.storage) {
        const volume = volumeName(owner, storage);
        const other = owners.get(volume);
        owners.set(volume, { owner, storage });
        if (!other || other.owner.name === owner.name) continue;
        const place = reporter.locate({
          environment,
          path: [...other.owner.path, "storage", other.storage.name],
          half: "key",
        });
        reporter.report(
          "model/volume-shared",
          { environment, path: [...owner.path, "storage", storage.name], half: "key" },
          { volume, name: storage.name, owner: owner.name, otherName: other.storage.name, other: other.owner.name },
          { related: [{ message: "The other volume is here.", location: place }] },
        );
      }
    }
  }
};
