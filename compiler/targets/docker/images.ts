import type { Build, Packages, Purpose, Runtime } from "../../model/image.ts";
import type { Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec, ImageTagsSpec } from "../../spec/spec.ts";
import { type StageNames, stageNamesOf, variantStageNames } from "./stages.ts";

/** One family of images: a service on one base, in the Dockerfiles that hold its stages. */
export interface ImageFamily {
  readonly build: Build;
  /** Empty for the standard images. */
  readonly variant: string;
  readonly runtime: Runtime;
  readonly packages: Packages;
  readonly strip: boolean;
  readonly sizeBudget: number | undefined;
  readonly stages: StageNames;
  readonly images: readonly BuiltImage[];
}

/** An image that can be built. */
export interface BuiltImage {
  readonly family: string;
  readonly purpose: Purpose;
  readonly dockerfile: string;
  /** The stage that it is. */
  readonly stage: string;
  /** What comes after the version in its tag; empty for the production image. */
  readonly tag: string;
}

/** Every image of the platform, by service and variant. */
export function imageFamilies(platform: Platform): readonly ImageFamily[] {
  const target = platform.targets.docker;
  return platform.builds.flatMap((build) => [standardFamily(build, platform, target), ...variantFamilies(build)]);
}

/** The stage that an environment runs, by purpose. */
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
    family: build.name,
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
        family: `${build.name}-${variant.name}`,
        purpose,
        dockerfile: variant.dockerfile,
        stage: stages[purpose],
        tag: stages[purpose],
      })),
    };
  });
}
