import { inFolder } from "../../model/build-context.ts";
import { buildSecrets, secretsOfBuild, suppliedVariable } from "../../model/build-secrets.ts";
import { type BuiltImage, dockerfileInContext, namedImages } from "../../model/built-images.ts";
import type { AnyBuild } from "../../model/image.ts";
import type { Platform } from "../../model/platform.ts";

/** The view of `docker/docker-bake.hcl`. */
export interface BakeView {
  readonly specName: string;
  /** The command that builds with this file, in the root of the repository. */
  readonly command: string;
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
  /** Empty: the root of the repository. */
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  /** Empty: the last stage. */
  readonly stage: string;
  readonly args: readonly { readonly name: string; readonly value: string }[];
  /** The attributes of secrets that the build mounts. */
  readonly secrets: readonly string[];
  /** Here and below: quoted HCL templates. Names of images and tags need no escapes. */
  readonly tags: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** Whether releases publish the image. CI builds each platform of it on a runner of that platform. */
  readonly isReleased: boolean;
  readonly singleName: string;
  readonly singlePattern: string;
  readonly singleCacheFrom: readonly string[];
  readonly singleCacheTo: readonly string[];
  readonly singlePlatforms: readonly string[];
}

/** A target per image, groups by purpose, and a target per platform for each released image. */
export function bakeView(platform: Platform, path: string): BakeView {
  const file = inFolder(platform.output, path);
  const images = namedImages(platform);
  const named = (isIn: (entry: (typeof images)[number]) => boolean): readonly string[] =>
    images.filter(isIn).map((entry) => entry.name);
  const variants = [...new Set(images.map(({ variant }) => variant))].filter((variant) => variant !== "").sort();
  const standard = (purpose: string): readonly string[] =>
    named(({ variant, image }) => variant === "" && image.purpose === purpose);
  const groups = [
    { name: "default", targets: standard("production") },
    { name: "development", targets: standard("development") },
    { name: "test", targets: standard("test") },
    ...variants.map((variant) => ({
      name: `${variant}-all`,
      targets: named((image) => image.variant === variant),
    })),
    { name: "all", targets: named(() => true) },
  ];
  return {
    specName: platform.specName,
    // Without the option, Bake also reads a docker-compose.yml in the folder, and fails if its variables are not set.
    command: `docker buildx bake --file ${file}`,
    registry: platform.registry ?? platform.name,
    platforms: platform.images.platforms,
    isMultiPlatform: platform.images.platforms.length > 1,
    writesCache: platform.images.cache !== "none",
    secretVariables: buildSecrets(platform).map(suppliedVariable),
    groups: groups.filter((group) => group.targets.length > 0),
    targets: images.map(({ build, image, name, isReleased }) => ({
      name,
      context: image.context === "." ? "" : image.context,
      dockerfile: dockerfileInContext(build, image, platform),
      stage: image.stage,
      args: build.kind === "own" ? entriesOf(build.args) : [],
      secrets: secretsOfBuild(platform, build).map(
        ({ id, secret }) => `type=env,id=${id},env=${suppliedVariable(secret)}`,
      ),
      tags: tagsOf(build, image),
      ...cacheOf(platform, build, name),
      isReleased,
      singleName: `${name}-single`,
      singlePattern: `"${name}-${platformSuffix}"`,
      ...singleCacheOf(platform, build, name),
      singlePlatforms: platform.images.platforms,
    })),
  };
}

function entriesOf(args: Readonly<Record<string, string>>): BakeTargetView["args"] {
  return Object.entries(args).map(([name, value]) => ({ name, value }));
}

/** A platform as part of a name, in HCL. */
const platformSuffix = '${replace(platform, "/", "-")}';

/** Each platform has its own cache, because CI builds them at the same time. */
function singleCacheOf(
  platform: Platform,
  build: AnyBuild,
  name: string,
): Pick<BakeTargetView, "singleCacheFrom" | "singleCacheTo"> {
  const { cacheFrom, cacheTo } = cacheOf(platform, build, `${name}-${platformSuffix}`);
  return { singleCacheFrom: cacheFrom, singleCacheTo: cacheTo };
}

function tagsOf(build: AnyBuild, image: BuiltImage): readonly string[] {
  const repository = `\${REGISTRY}/${build.imageName}`;
  return image.tag === ""
    ? [`"${repository}:\${VERSION}"`, `"${repository}:latest"`]
    : [`"${repository}:\${VERSION}-${image.tag}"`, `"${repository}:${image.tag}"`];
}

function cacheOf(platform: Platform, build: AnyBuild, name: string): Pick<BakeTargetView, "cacheFrom" | "cacheTo"> {
  switch (platform.images.cache) {
    case "registry": {
      const reference = `type=registry,ref=\${REGISTRY}/${build.imageName}:cache-${name}`;
      return { cacheFrom: [`"${reference}"`], cacheTo: [`"${reference},mode=max"`] };
    }
    case "gha":
      return { cacheFrom: [`"type=gha,scope=${name}"`], cacheTo: [`"type=gha,scope=${name},mode=max"`] };
    case "none":
      return { cacheFrom: [], cacheTo: [] };
  }
}
