import { baseImagesOf, gradleImage, mavenImage, uvImage, webServerImage } from "../../model/base-images.ts";
import { isServed, siteConfigurationPath } from "../../model/build-context.ts";
import { generatedBuilds, type ImageFamily, ignoreFileOf, imageFamilies } from "../../model/built-images.ts";
import type { Build } from "../../model/image.ts";
import { hasWrapper } from "../../model/language-commands.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { Spot } from "../../spec/origins.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";
import type { Artifact, Target } from "../target.ts";
import { bakeView } from "./bake.ts";
import { dockerfilesOf } from "./dockerfiles.ts";
import { hadolintView } from "./hadolint.ts";
import { ignoreView } from "./ignore.ts";
import { reportNames } from "./names.ts";
import { problemOfDockerfile } from "./read-back.ts";
import { siteView } from "./site.ts";

/** Dockerfiles, `.dockerignore`, settings of hadolint, and a bake file that builds all images. */
export const docker: Target<"docker"> = {
  name: "docker",
  isDefault: true,
  tiers: ["development", "test", "staging", "production"],
  formats: { "docker/Dockerfile": problemOfDockerfile },
  images: (platform) => [...new Set(imageFamilies(platform).flatMap((family) => imagesOf(family)))],
  plan: (platform, reporter) => (platform.builds.length === 0 ? [] : planImages(platform, reporter)),
};

/** The images that the stages of a family start from or copy from. */
function imagesOf({ build, runtime }: ImageFamily): readonly string[] {
  const images = baseImagesOf(runtime);
  const tools = toolImages(build);
  return [images.build, images.run, ...tools, ...(isServed(build) ? [webServerImage()] : [])];
}

/** The images that tools are copied from. */
function toolImages(build: Build): readonly string[] {
  switch (build.lockfile.manager) {
    case "uv":
      return [uvImage];
    case "maven":
      return hasWrapper(build) ? [] : [mavenImage];
    case "gradle":
      return hasWrapper(build) ? [] : [gradleImage];
    default:
      return [];
  }
}

function planImages(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const { bake } = withDefaults<DockerTargetSpec>(platform.targets.docker, "dockerTarget");
  const dockerfiles = dockerfilesOf(platform);
  const bakeFile = bakeView(platform, bake);
  reportNames(platform, { dockerfiles, bake: [bake, bakeFile] }, reporter);
  const sites = generatedBuilds(platform).filter(isServed);
  return [
    ...dockerfiles.map(({ path, view }) => ({
      path,
      template: "docker/Dockerfile",
      view,
      namedBy: spotOfDockerfile(path, platform),
    })),
    ...[...new Set(dockerfiles.map(({ path }) => ignoreFileOf(platform, path)))].map((path) => ({
      path,
      template: "docker/dockerignore",
      view: ignoreView(platform),
    })),
    ...(dockerfiles.length > 0
      ? [{ path: ".hadolint.yaml", template: "docker/hadolint.yaml", view: hadolintView(platform) }]
      : []),
    {
      path: bake,
      template: "docker/docker-bake.hcl",
      view: bakeFile,
      namedBy: { path: ["targets", "docker", "bake"] },
    },
    ...sites.map((build) => ({
      path: siteConfigurationPath(build),
      template: "docker/nginx.conf",
      view: siteView(build, platform.specName),
    })),
  ];
}

/** The key that names a Dockerfile: the key of its first image. */
function spotOfDockerfile(path: string, platform: Platform): Spot {
  const family = imageFamilies(platform).find(({ images }) => images.some(({ dockerfile }) => dockerfile === path));
  const owner = family?.build.path ?? [];
  if (family?.variant) return { path: [...owner, "variants", family.variant, "dockerfile"] };
  return { path: [...owner, family?.build.dockerfile === path ? "dockerfile" : "developmentDockerfile"] };
}
