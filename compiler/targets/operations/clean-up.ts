import type { Platform } from "../../model/platform.ts";
import { parseBytes } from "../../model/quantity.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { CleanupSpec } from "../../spec/spec.ts";
import { registryOf } from "./image-rows.ts";
import { releasesFile } from "./releases.ts";
import { type ScriptView, scriptView } from "./scripts.ts";

/** The view of `operations/clean-up.sh`. */
export interface CleanUpView extends ScriptView {
  readonly platform: string;
  /** The file with the deployments of a machine, relative to the root of the repository. */
  readonly releases: string;
  /** The number of releases that keep their images. */
  readonly releasesKept: number;
  /** The size of the build cache that stays, such as `20GB`. Docker has no unit `Gi`. */
  readonly cache: string;
  readonly repositories: readonly string[];
}

/** The script that removes unused images. */
export function cleanUpView(platform: Platform, path: string): CleanUpView {
  const { releases, cache } = withDefaults<Omit<CleanupSpec, "schedule">>(platform.maintenance.cleanup, "cleanup");
  const registry = registryOf(platform);
  return {
    ...scriptView(platform, path),
    platform: platform.name,
    releases: releasesFile(platform),
    releasesKept: releases,
    cache: /B$/.test(cache) ? cache : `${Math.round(parseBytes(cache) / 1e6)}MB`,
    repositories: [...new Set(platform.builds.map(({ imageName }) => `${registry}/${imageName}`))].sort(),
  };
}
