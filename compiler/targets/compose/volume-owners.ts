import { pinned } from "../../model/pinned-image.ts";
import { volumeName } from "../../model/volume-name.ts";
import type { Storage, Workload } from "../../model/workload.ts";
import { composeHelpers } from "../paths.ts";
import type { ComposeFile } from "./compose-file.ts";
import { plainView } from "./plain-view.ts";
import type { ServiceView } from "./service-fields.ts";
import { volume } from "./volumes.ts";

const name = composeHelpers.volumeOwners;
/** Its image: a shell and basic programs. */
export const volumeOwnersImage = "busybox:1.37";

/** The one-off service that sets the owner of new volumes; undefined if no volume needs it. */
export function volumeOwnersView(file: ComposeFile): ServiceView | undefined {
  const volumes = file.services.flatMap((service) =>
    foreignVolumes(file, service).map((storage) => ({
      source: volumeName(service, storage),
      target: `/volumes/${volumeName(service, storage)}`,
      owner: `${service.hardening.user.id}:${service.hardening.user.group}`,
    })),
  );
  if (volumes.length === 0) return undefined;
  return {
    ...plainView(
      name,
      "Sets the owner of new volumes, then exits. It runs as root, with CHOWN as its only capability.",
      pinned(file.platform, volumeOwnersImage),
    ),
    volumes: volumes.map(({ source, target }) => volume(source, target)),
    command: ["/bin/sh", "-ec", volumes.map(({ owner, target }) => `chown ${owner} ${target}`).join(" && ")],
    user: "0:0",
    capAdd: ["CHOWN"],
  };
}

/** A service starts after the owner of its volumes is set. */
export function ownerDependency(file: ComposeFile, workload: Workload): readonly (readonly [string, string])[] {
  return foreignVolumes(file, workload).length > 0 ? [[name, "service_completed_successfully"]] : [];
}

function foreignVolumes(file: ComposeFile, workload: Workload): readonly Storage[] {
  // A folder on the host keeps its owner.
  return file.environment.dataFolder === undefined ? workload.storage.filter((storage) => storage.needsOwner) : [];
}
