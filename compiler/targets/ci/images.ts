import { contextPaths, isFile } from "../../model/build-context.ts";
import { type NamedImage, namedImages } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";

/** A service that is built here: what it is built from, and the targets of the bake file that build it. */
export interface ServiceImages {
  readonly name: string;
  /** A change of one of these files, or of something in one of these folders, changes its images. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** The images that are released. */
  readonly images: readonly string[];
  /** The images that run its tests. */
  readonly tests: readonly string[];
}

/** An image that is released. */
export interface ReleasedImage {
  /** The target of the bake file that builds it. */
  readonly target: string;
  /** Its name with the registry, without a tag. */
  readonly repository: string;
  /** What its tags end with; empty for the standard image of a service. */
  readonly variant: string;
  /** The largest compressed size in bytes. */
  readonly budget: number | undefined;
}

/** The file that says how every image is built. */
export function bakeFile(platform: Platform): string {
  return withDefaults<DockerTargetSpec>(platform.targets.docker, "dockerTarget").bake;
}

/** What is built here, by service. */
export function servicesOf(platform: Platform): readonly ServiceImages[] {
  const targets = namedImages(platform);
  return platform.builds.map((build) => {
    const own = targets.filter(({ family }) => family.build === build);
    const instructions = [...own.map(({ image }) => image.dockerfile), bakeFile(platform), ".dockerignore"];
    const context = [...new Set(contextPaths(build))];
    const named = (isWanted: (target: NamedImage) => boolean): readonly string[] =>
      own.filter(isWanted).map(({ name }) => name);
    return {
      name: build.name,
      files: [...new Set([...instructions, ...context.filter(isFile)])].sort(),
      folders: context.filter((path) => !isFile(path)).sort(),
      images: named(({ isReleased }) => isReleased),
      tests: named(({ image }) => image.purpose === "test"),
    };
  });
}

/** The images that are released, by service and variant. */
export function releasedImages(platform: Platform): readonly ReleasedImage[] {
  const registry = platform.registry ?? platform.name;
  return namedImages(platform)
    .filter(({ isReleased }) => isReleased)
    .map(({ name, family, image }) => ({
      target: name,
      repository: `${registry}/${family.build.imageName}`,
      variant: image.tag,
      budget: family.sizeBudget === undefined ? undefined : Math.floor(family.sizeBudget * 1024 * 1024),
    }));
}
