import { contextPaths, isFile, sourcePaths, withoutSlash } from "../../model/build-context.ts";
import { ignoreFileOf, type NamedImage, namedImages } from "../../model/built-images.ts";
import { withCopied } from "../../model/copied-outputs.ts";
import type { Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";

/** A service that is built from this repository: the paths it depends on, and its targets in the bake file. */
export interface ServiceImages {
  readonly name: string;
  /** The files and folders that its images are built from. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** The targets of released images. */
  readonly images: readonly string[];
  /** The targets of images that run its tests. */
  readonly tests: readonly string[];
}

/** An image that is released. */
export interface ReleasedImage {
  /** The target of the bake file that builds it. */
  readonly target: string;
  /** Its name with the registry, without a tag. */
  readonly repository: string;
  /** The suffix of its tags; empty for the standard image of a service. */
  readonly variant: string;
  /** The maximum compressed size in bytes. */
  readonly budget: number | undefined;
}

/** The path of the bake file. */
export function bakeFile(platform: Platform): string {
  return withDefaults<DockerTargetSpec>(platform.targets.docker, "dockerTarget").bake;
}

/** The services that are built from this repository. */
export function servicesOf(platform: Platform): readonly ServiceImages[] {
  const targets = namedImages(platform);
  return platform.builds.flatMap((build) => {
    const own = targets.filter(({ build: of }) => of === build);
    if (own.length === 0) return [];
    const dockerfiles = own.map(({ image }) => image.dockerfile);
    const ignoreFiles = build.kind === "own" ? [] : dockerfiles.map((path) => ignoreFileOf(platform, path));
    const instructions = [...dockerfiles, bakeFile(platform), ...ignoreFiles];
    const copied = withCopied(platform, build).flatMap((one) => (one.kind === "generated" ? sourcePaths(one) : []));
    const context = build.kind === "own" ? [build.context] : [...contextPaths(build, platform.output), ...copied];
    const named = (isWanted: (target: NamedImage) => boolean): readonly string[] =>
      own.filter(isWanted).map(({ name }) => name);
    return {
      name: build.name,
      files: [...new Set([...instructions, ...context.filter(isFile)])].sort(),
      folders: [...new Set(context.filter((path) => !isFile(path)).map(withoutSlash))].sort(),
      images: named(({ isReleased }) => isReleased),
      tests: named(({ image }) => image.purpose === "test"),
    };
  });
}

/** The released images, by service and variant. */
export function releasedImages(platform: Platform): readonly ReleasedImage[] {
  const registry = platform.registry ?? platform.name;
  return namedImages(platform)
    .filter(({ isReleased }) => isReleased)
    .map(({ name, build, sizeBudget, image }) => ({
      target: name,
      repository: `${registry}/${build.imageName}`,
      variant: image.tag,
      budget: sizeBudget?.compressed,
    }));
}

/** The repository of an image, and the end of its tags if they have one. */
export function imageReference({ repository, variant }: ReleasedImage): string {
  return [repository, variant && `-${variant}`].filter(Boolean).join(" ");
}
