import { relativePath } from "../source/host.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { DockerTargetSpec, ImageTagsSpec } from "../spec/spec.ts";
import { inFolder } from "./build-context.ts";
import type { AnyBuild, Build, OwnBuild, Packages, Purpose, Runtime, SizeBudget } from "./image.ts";
import type { Platform } from "./platform.ts";
import { type StageNames, stageNamesOf, variantStageNames } from "./stage-names.ts";
import type { Workload } from "./workload.ts";

/** The images of a service on one base image: for production, development and tests. */
export interface ImageFamily {
  readonly build: Build;
  /** The name of the variant; empty for the standard images. */
  readonly variant: string;
  readonly runtime: Runtime;
  readonly packages: Packages;
  readonly strip: boolean;
  readonly sizeBudget: SizeBudget | undefined;
  readonly stages: StageNames;
  readonly images: readonly BuiltImage[];
}

/** An image that is built from this repository. */
export interface BuiltImage {
  readonly purpose: Purpose;
  /** Relative to the output folder if it is generated, otherwise to the root of the repository. */
  readonly dockerfile: string;
  /** The build context, relative to the root of the repository. */
  readonly context: string;
  /** The stage of the Dockerfile to build; empty: the last one. */
  readonly stage: string;
  /** The suffix of its tags, after the version; empty for the production image. */
  readonly tag: string;
}

/** An image of the platform, with a name that no other image of the platform has. */
export interface NamedImage {
  /** `api`, `api-development`, `api-alpine`. */
  readonly name: string;
  readonly build: AnyBuild;
  /** The name of the variant; empty for the standard images. */
  readonly variant: string;
  readonly sizeBudget: SizeBudget | undefined;
  readonly image: BuiltImage;
  /** Whether releases publish it. */
  readonly isReleased: boolean;
}

/** All images that are built from this repository, by service and variant. */
export function namedImages(platform: Platform): readonly NamedImage[] {
  const families = platform.builds.flatMap((build): readonly Family[] =>
    build.kind === "own"
      ? [{ build, variant: "", sizeBudget: build.sizeBudget, images: ownImages(build, platform) }]
      : familiesOf(build, platform),
  );
  return families.flatMap((family) =>
    family.images.map((image) => ({
      name: nameOf(family, image),
      build: family.build,
      variant: family.variant,
      sizeBudget: family.sizeBudget,
      image,
      isReleased: image.purpose === "production",
    })),
  );
}

/** What the families of generated and own Dockerfiles have in common. */
type Family = Pick<ImageFamily, "variant" | "sizeBudget" | "images"> & { readonly build: AnyBuild };

/** The images that generated Dockerfiles build. */
export function generatedBuilds({ builds }: Platform): readonly Build[] {
  return builds.filter((build) => build.kind === "generated");
}

/** The generated Dockerfile's build of a workload; undefined for an own Dockerfile and for images from registries. */
export function generatedBuildOf({ origin }: Pick<Workload, "origin">): Build | undefined {
  return origin.kind === "built" && origin.build.kind === "generated" ? origin.build : undefined;
}

/** The images of an own Dockerfile: production, and the purposes that have a separate stage. */
function ownImages({ dockerfile, context, targets }: OwnBuild, platform: Platform): readonly BuiltImage[] {
  const tags = { production: "", ...withDefaults<ImageTagsSpec>(platform.images.tags, "imageTags") };
  return (["production", "development", "test"] as const).flatMap((purpose) => {
    const stage = targets[purpose];
    return stage === undefined ? [] : [{ purpose, dockerfile, context, stage, tag: tags[purpose] }];
  });
}

/** The Dockerfile of an image, relative to its build context. */
export function dockerfileInContext(
  build: AnyBuild,
  { dockerfile, context }: BuiltImage,
  { output }: Platform,
): string {
  return relativePath(context, build.kind === "own" ? dockerfile : inFolder(output, dockerfile));
}

/**
 * The ignore file of a generated Dockerfile, relative to the output folder. `.dockerignore` of the root holds for every build
 * there, so generated Dockerfiles use it only if they have the root to themselves. Otherwise each one has its own, which
 * BuildKit prefers (https://docs.docker.com/build/concepts/context/#filename-and-location).
 */
export function ignoreFileOf({ output, builds }: Platform, dockerfile: string): string {
  const isAlone = output === "." && !builds.some((build) => build.kind === "own" && build.context === ".");
  return isAlone ? ".dockerignore" : `${dockerfile}.dockerignore`;
}

/** A path of the repository, relative to the output folder. */
export function fromOutput({ output }: Platform, path: string): string {
  return relativePath(output, path);
}

function nameOf({ build, variant }: Family, image: BuiltImage): string {
  if (variant !== "") return `${build.name}-${image.stage}`;
  return image.purpose === "production" ? build.name : `${build.name}-${image.purpose}`;
}

/** The image families of the platform, by service and variant. */
export function imageFamilies(platform: Platform): readonly ImageFamily[] {
  return generatedBuilds(platform).flatMap((build) => familiesOf(build, platform));
}

function familiesOf(build: Build, platform: Platform): readonly ImageFamily[] {
  return [standardFamily(build, platform, platform.targets.docker), ...variantFamilies(build)];
}

/** Whether an image has a stage for a purpose. */
export function hasStage(build: AnyBuild, purpose: Purpose): boolean {
  if (build.kind === "own") return build.targets[purpose] !== undefined;
  if (purpose === "production") return !build.isForOthers;
  return (purpose === "development" ? build.develop : build.test) !== undefined;
}

/** The standard image of a service for a purpose. Throws if there is none. */
export function stageFor(platform: Platform, build: AnyBuild, purpose: Purpose): BuiltImage {
  const images =
    build.kind === "own" ? ownImages(build, platform) : standardFamily(build, platform, platform.targets.docker).images;
  // Without a stage for development, production runs there.
  const image =
    images.find((candidate) => candidate.purpose === purpose) ?? (purpose === "development" ? images[0] : undefined);
  if (!image) throw new Error(`${build.name} has no ${purpose} image`);
  return image;
}

function standardFamily(build: Build, platform: Platform, target: DockerTargetSpec | undefined): ImageFamily {
  const inFile = generatedBuilds(platform).filter((other) => other.dockerfile === build.dockerfile);
  const stages = stageNamesOf(build, inFile.length === 1, target);
  const tags = withDefaults<ImageTagsSpec>(platform.images.tags, "imageTags");
  const image = (purpose: Purpose, dockerfile: string, tag: string): BuiltImage => ({
    purpose,
    dockerfile,
    context: ".",
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
      ...(hasStage(build, "production") ? [image("production", build.dockerfile, "")] : []),
      ...(hasStage(build, "development") ? [image("development", build.developmentDockerfile, tags.development)] : []),
      ...(hasStage(build, "test") ? [image("test", build.dockerfile, tags.test)] : []),
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
      images: variant.purposes
        .filter((purpose) => hasStage(build, purpose))
        .map((purpose) => ({
          purpose,
          dockerfile: variant.dockerfile,
          context: ".",
          stage: stages[purpose],
          tag: stages[purpose],
        })),
    };
  });
}
