import { pinned } from "../../model/pinned-image.ts";
import { volumeName } from "../../model/volume-name.ts";
import type { Storage, Workload } from "../../model/workload.ts";
import type { ComposeFile } from "./compose-file.ts";
import { plainView } from "./plain-view.ts";
import type { ServiceView } from "./service-view.ts";
import { volume } from "./volumes.ts";

const name = "volume-owners";
/** Its image: nothing but a shell and the common programs. */
export const volumeOwnersImage = "busybox:1.37";

/** The one-off service that gives new volumes to the users that write to them; undefined where all have them already. */
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
      "Gives new volumes to the users that write to them, and ends. It is root, who alone may do that, with no other right.",
      pinned(file.platform, volumeOwnersImage),
    ),
    volumes: volumes.map(({ source, target }) => volume(source, target)),
    command: ["/bin/sh", "-ec", volumes.map(({ owner, target }) => `chown ${owner} ${target}`).join(" && ")],
    user: "0:0",
    capAdd: ["CHOWN"],
  };
}

/** A service waits until its volumes are its own. */
export function ownerDependency(file: ComposeFile, workload: Workload): readonly (readonly [string, string])[] {
  return foreignVolumes(file, workload).length > 0 ? [[name, "service_completed_successfully"]] : [];
}

function foreignVolumes(file: ComposeFile, workload: Workload): readonly Storage[] {
  // A folder of the host belongs to whoever made it.
  return file.environment.hostData === undefined ? workload.storage.filter((storage) => storage.needsOwner) : [];
}
