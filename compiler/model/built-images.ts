import { withDefaults } from "../spec/defaults.ts";
import type { DockerTargetSpec, ImageTagsSpec } from "../spec/spec.ts";
import type { Build, Packages, Purpose, Runtime } from "./image.ts";
import type { Platform } from "./platform.ts";
import { type StageNames, stageNamesOf, variantStageNames } from "./stage-names.ts";

/** The images of a service on one base image: for production, development and tests. */
export interface ImageFamily {
  readonly build: Build;
  /** The name of the variant; empty for the standard images. */
  readonly variant: string;
  readonly runtime: Runtime;
  readonly packages: Packages;
  readonly strip: boolean;
  readonly sizeBudget: number | undefined;
  readonly stages: StageNames;
  readonly images: readonly BuiltImage[];
}

/** An image that is built from this repository. */
export interface BuiltImage {
  readonly purpose: Purpose;
  readonly dockerfile: string;
  /** The stage of the Dockerfile to build. */
  readonly stage: string;
  /** The suffix of its tags, after the version; empty for the production image. */
  readonly tag: string;
}

/** An image of the platform, with a name that no other image of the platform has. */
export interface NamedImage {
  /** `api`, `api-development`, `api-alpine`. */
  readonly name: string;
  readonly family: ImageFamily;
  readonly image: BuiltImage;
  /** Whether releases publish it. */
  readonly isReleased: boolean;
}

/** All images that are built from this repository, by service and variant. */
export function namedImages(platform: Platform): readonly NamedImage[] {
  return imageFamilies(platform).flatMap((family) =>
    family.images.map((image) => ({
      name: nameOf(family, image),
      family,
      image,
      isReleased: image.purpose === "production",
    })),
  );
}

function nameOf({ build, variant }: ImageFamily, image: BuiltImage): string {
  if (variant !== "") return `${build.name}-${image.stage}`;
  return image.purpose === "production" ? build.name : `${build.name}-${image.purpose}`;
}

/** The image families of the platform, by service and variant. */
export function imageFamilies(platform: Platform): readonly ImageFamily[] {
  const target = platform.targets.docker;
  return platform.builds.flatMap((build) => [standardFamily(build, platform, target), ...variantFamilies(build)]);
}

/** The standard image of a service for a purpose. Throws if there is none. */
export function stageFor(platform: Platform, build: Build, purpose: Purpose): BuiltImage {
  const family = standardFamily(build, platform, platform.targets.docker);
  const image = family.images.find((candidate) => candidate.purpose === purpose);
  if (!image) throw new Error(`${build.name} has no ${purpose} image`);
  return image;
}

function standardFamily(build: Build, platform: Platform, target: DockerTargetSpec | undefined): ImageFamily {
  const inFile = platform.builds.filter((other) => other.dockerfile === build.dockerfile);
  const stages = stageNamesOf(build, inFile.length === 1, target);
  const tags = withDefaults<ImageTagsSpec>(platform.images.tags, "imageTags");
  const isService = build.develop !== undefined;
  const image = (purpose: Purpose, dockerfile: string, tag: string): BuiltImage => ({
    purpose,
    dockerfile,
    stage: stages[purpose],
    tag,
  });
  return {
    build,
    variant: "",
    runtime: build.runtime,
    packages: build.packages,
    strip: false,
    sizeBudget: build.sizeBudget,
    stages,
    images: [
      image("production", build.dockerfile, ""),
      ...(isService ? [image("development", build.developmentDockerfile, tags.development)] : []),
      image("test", build.dockerfile, tags.test),
    ],
  };
}

function variantFamilies(build: Build): readonly ImageFamily[] {
  return build.variants.map((variant) => {
    const stages = variantStageNames(variant.name);
    return {
      build,
      variant: variant.name,
      runtime: variant.runtime,
      packages: variant.packages,
      strip: variant.strip,
      sizeBudget: variant.sizeBudget,
      stages,
      images: variant.purposes.map((purpose) => ({
        purpose,
        dockerfile: variant.dockerfile,
        stage: stages[purpose],
        tag: stages[purpose],
      })),
    };
  });
}
