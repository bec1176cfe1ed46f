import { type NamedImage, namedImages } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";

/** The registry and folder of all images. */
export function registryOf(platform: Platform): string {
  return platform.registry ?? platform.name;
}

/** Each image for a script: bake target, service, name, purpose, variant, and the suffix of its tags. */
export function imageRows(platform: Platform): readonly string[] {
  return namedImages(platform).map(({ name, build, variant, image }) =>
    [name, build.name, build.imageName, image.purpose, variant === "" ? "standard" : variant, image.tag]
      .join(" ")
      .trimEnd(),
  );
}

/** The variants of services, by name. */
export function variantsOf(platform: Platform): readonly string[] {
  const names = namedImages(platform).map(({ variant }) => variant);
  return [...new Set(names)].filter((name) => name !== "").sort();
}

/** The options of Trivy that decide which vulnerabilities are findings. */
export function scanOptions({ images }: Platform): string {
  const { severity = ["HIGH", "CRITICAL"], ignoreUnfixed = true } = images.scan ?? {};
  return [`--severity ${severity.join(",")}`, ...(ignoreUnfixed ? ["--ignore-unfixed"] : [])].join(" ");
}

/** The images that releases publish. */
export function releasedImages(platform: Platform): readonly NamedImage[] {
  return namedImages(platform).filter(({ isReleased }) => isReleased);
}
