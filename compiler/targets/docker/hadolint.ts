import { baseImagesOf } from "../../model/base-images.ts";
import { imageFamilies } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";

/** The view of `docker/hadolint.yaml`. */
export interface HadolintView {
  readonly specName: string;
  /** Rules that the specification violates, each with the reason. */
  readonly ignored: readonly { readonly rule: string; readonly reason: string }[];
  readonly registries: readonly string[];
}

/** The settings of hadolint: all rules but those that the specification violates, and trusted registries. */
export function hadolintView(platform: Platform): HadolintView {
  const packages = imageFamilies(platform).flatMap(({ packages: own }) => [...own.build, ...own.run]);
  const unpinned = packages.filter((named) => named.version === undefined).map((named) => named.name);
  const reason = `The specification does not pin ${[...new Set(unpinned)].sort().join(", ")}.`;
  return {
    specName: platform.specName,
    ignored:
      unpinned.length === 0
        ? []
        : [
            { rule: "DL3008", reason },
            { rule: "DL3018", reason },
          ],
    registries: [...new Set(["docker.io", "ghcr.io", "mcr.microsoft.com", ...registriesOf(platform)])].sort(),
  };
}

/** The registries of base images: a first part with a dot or a port. */
function registriesOf(platform: Platform): readonly string[] {
  return imageFamilies(platform).flatMap(
    ({ runtime }) => /^([^/]+[.:][^/]+)\//.exec(baseImagesOf(runtime).run)?.[1] ?? [],
  );
}
