import { imageFamilies } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";

/** What `docker/hadolint.yaml` prints. */
export interface HadolintView {
  readonly specName: string;
  /** Rules that the specification makes impossible to keep, each with the reason. */
  readonly ignored: readonly { readonly rule: string; readonly reason: string }[];
  readonly registries: readonly string[];
}

/** The settings of hadolint: as strict as it can be, with the registries from which images come. */
export function hadolintView(platform: Platform): HadolintView {
  const packages = imageFamilies(platform).flatMap(({ packages: own }) => [...own.build, ...own.run]);
  const unpinned = packages.filter((named) => named.version === undefined).map((named) => named.name);
  const reason = `The specification names no version of ${[...new Set(unpinned)].sort().join(", ")}.`;
  return {
    specName: platform.specName,
    ignored:
      unpinned.length === 0
        ? []
        : [
            { rule: "DL3008", reason },
            { rule: "DL3018", reason },
          ],
    registries: ["docker.io", "ghcr.io", "mcr.microsoft.com"],
  };
}
