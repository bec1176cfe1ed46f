import { buildSecrets, secretsOfBuild, suppliedVariable } from "../../model/build-secrets.ts";
import { type BuiltImage, type ImageFamily, namedImages } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";

/** The view of `docker/docker-bake.hcl`. */
export interface BakeView {
  readonly specName: string;
  readonly registry: string;
  readonly platforms: readonly string[];
  readonly isMultiPlatform: boolean;
  readonly writesCache: boolean;
  /** Variables with the values of secrets, which builds need. */
  readonly secretVariables: readonly string[];
  readonly groups: readonly { readonly name: string; readonly targets: readonly string[] }[];
  readonly targets: readonly BakeTargetView[];
}

interface BakeTargetView {
  readonly name: string;
  readonly dockerfile: string;
  readonly stage: string;
  /** Here and below: quoted HCL templates. Names of images and tags need no escapes. */
  readonly tags: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** Secrets of the build, in the form of `--secret`. */
  readonly secrets: readonly string[];
  /** Whether releases publish the image. CI builds each platform of it on a runner of that platform. */
  readonly isReleased: boolean;
  readonly singleName: string;
  readonly singlePattern: string;
  readonly singleCacheFrom: readonly string[];
  readonly singleCacheTo: readonly string[];
  readonly singlePlatforms: readonly string[];
}

/** A target per image, groups by purpose, and a target per platform for each released image. */
export function bakeView(platform: Platform): BakeView {
  const images = namedImages(platform);
  const named = (isIn: (entry: (typeof images)[number]) => boolean): readonly string[] =>
    images.filter(isIn).map((entry) => entry.name);
  const variants = [...new Set(images.map(({ family }) => family.variant))].filter((variant) => variant !== "").sort();
  const standard = (purpose: string): readonly string[] =>
    named(({ family, image }) => family.variant === "" && image.purpose === purpose);
  const groups = [
    { name: "default", targets: standard("production") },
    { name: "development", targets: standard("development") },
    { name: "test", targets: standard("test") },
    ...variants.map((variant) => ({
      name: `${variant}-all`,
      targets: named(({ family }) => family.variant === variant),
    })),
    { name: "all", targets: named(() => true) },
  ];
  return {
    specName: platform.specName,
    registry: platform.registry ?? platform.name,
    platforms: platform.images.platforms,
    isMultiPlatform: platform.images.platforms.length > 1,
    writesCache: platform.images.cache !== "none",
    secretVariables: buildSecrets(platform).map(suppliedVariable),
    groups: groups.filter((group) => group.targets.length > 0),
    targets: images.map(({ family, image, name, isReleased }) => ({
      name,
      dockerfile: image.dockerfile,
      stage: image.stage,
      tags: tagsOf(family, image),
      ...cacheOf(platform, family, name),
      secrets: secretsOfBuild(family.build).map((secret) => `type=env,id=${secret},env=${suppliedVariable(secret)}`),
      isReleased,
      singleName: `${name}-single`,
      singlePattern: `"${name}-${platformSuffix}"`,
      ...singleCacheOf(platform, family, name),
      singlePlatforms: platform.images.platforms,
    })),
  };
}

/** A platform as part of a name, in HCL. */
const platformSuffix = '${replace(platform, "/", "-")}';

/** Each platform has a cache of its own, because CI builds them at the same time. */
function singleCacheOf(
  platform: Platform,
  family: ImageFamily,
  name: string,
): Pick<BakeTargetView, "singleCacheFrom" | "singleCacheTo"> {
  const { cacheFrom, cacheTo } = cacheOf(platform, family, `${name}-${platformSuffix}`);
  return { singleCacheFrom: cacheFrom, singleCacheTo: cacheTo };
}

function tagsOf(family: ImageFamily, image: BuiltImage): readonly string[] {
  const repository = `\${REGISTRY}/${family.build.imageName}`;
  return image.tag === ""
    ? [`"${repository}:\${VERSION}"`, `"${repository}:latest"`]
    : [`"${repository}:\${VERSION}-${image.tag}"`, `"${repository}:${image.tag}"`];
}

function cacheOf(platform: Platform, family: ImageFamily, name: string): Pick<BakeTargetView, "cacheFrom" | "cacheTo"> {
  switch (platform.images.cache) {
    case "registry": {
      const reference = `type=registry,ref=\${REGISTRY}/${family.build.imageName}:cache-${name}`;
      return { cacheFrom: [`"${reference}"`], cacheTo: [`"${reference},mode=max"`] };
    }
    case "gha":
      return { cacheFrom: [`"type=gha,scope=${name}"`], cacheTo: [`"type=gha,scope=${name},mode=max"`] };
    case "none":
      return { cacheFrom: [], cacheTo: [] };
  }
}
