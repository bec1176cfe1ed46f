import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";
import type { Artifact, Target } from "../target.ts";
import { bakeView } from "./bake.ts";
import { baseImagesOf, uvImage, webServerImage } from "./base-images.ts";
import { dockerfileViews } from "./dockerfiles.ts";
import { hadolintView } from "./hadolint.ts";
import { ignoreView } from "./ignore.ts";
import { type ImageFamily, imageFamilies } from "./images.ts";
import { reportNames } from "./names.ts";
import { problemOfDockerfile } from "./read-back.ts";
import { siteConfigurationPath, siteView } from "./site.ts";

/** Dockerfiles, the build context, and a bake file that builds every image. */
export const docker: Target<"docker"> = {
  name: "docker",
  isDefault: true,
  tiers: ["development", "test", "staging", "production"],
  formats: { "docker/Dockerfile": problemOfDockerfile },
  images: (platform) => [...new Set(imageFamilies(platform).flatMap((family) => imagesOf(family)))],
  plan: (platform, reporter) => (platform.builds.length === 0 ? [] : planImages(platform, reporter)),
};

/** The images from which the stages of a family start, and those from which they copy. */
function imagesOf({ build, runtime }: ImageFamily): readonly string[] {
  const images = baseImagesOf(runtime);
  const tools = build.lockfile.manager === "uv" ? [uvImage] : [];
  return [images.build, images.run, ...tools, ...(build.site ? [webServerImage()] : [])];
}

function planImages(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const { bake } = withDefaults<DockerTargetSpec>(platform.targets.docker, "dockerTarget");
  const dockerfiles = dockerfileViews(platform);
  const bakeFile = bakeView(platform);
  reportNames(platform, { dockerfiles, bake: [bake, bakeFile] }, reporter);
  const sites = platform.builds.filter((build) => build.site);
  return [
    ...dockerfiles.map(([path, view]) => ({ path, template: "docker/Dockerfile", view })),
    { path: ".dockerignore", template: "docker/dockerignore", view: ignoreView(platform) },
    { path: ".hadolint.yaml", template: "docker/hadolint.yaml", view: hadolintView(platform) },
    { path: bake, template: "docker/docker-bake.hcl", view: bakeFile },
    ...sites.map((build) => ({
      path: siteConfigurationPath(build),
      template: "docker/nginx.conf",
      view: siteView(build, platform.specName),
    })),
  ];
}
