import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";

/** The file with the deployments from a machine, relative to the root of the repository. */
export function releasesFile(platform: Platform): string {
  return inFolder(platform.output, ".releases/deployments.tsv");
}
