import type { Platform } from "../../model/platform.ts";
import { type BaseView, basesOf } from "./base-view.ts";
import { type CompiledView, compiledView } from "./compiled-view.ts";
import { type ImageFamily, imageFamilies } from "./images.ts";
import { type NodeView, nodeView } from "./node-view.ts";
import { type PythonView, pythonView } from "./python-view.ts";

/** What `docker/Dockerfile` prints. */
export interface DockerfileView {
  readonly specName: string;
  readonly title: string;
  readonly usage: readonly string[];
  readonly bases: readonly BaseView[];
  readonly services: readonly (PythonView | NodeView | CompiledView)[];
}

/** Every Dockerfile of the platform, by path. */
export function dockerfileViews(platform: Platform): readonly (readonly [string, DockerfileView])[] {
  const families = imageFamilies(platform);
  const files = [...new Set(families.flatMap((family) => family.images.map((image) => image.dockerfile)))].sort();
  return files.map((file) => [file, dockerfileView(platform, families, file)] as const);
}

/** The families of images that have stages in a Dockerfile, in its order. */
export function familiesIn(file: string, all: readonly ImageFamily[]): readonly ImageFamily[] {
  return all.filter((family) => family.images.some((image) => image.dockerfile === file));
}

function dockerfileView(platform: Platform, all: readonly ImageFamily[], file: string): DockerfileView {
  const families = familiesIn(file, all);
  // A static site is served by another image than the one it is built in, and compiled services by another one too;
  // only production needs what they start from.
  const needBase = families.filter((family) => startsFromBase(family, file));
  const bases = basesOf(platform, needBase);
  const stages = families.flatMap((family) => family.images.filter((image) => image.dockerfile === file));
  return {
    specName: platform.specName,
    title: `The images of ${[...new Set(families.map((family) => family.build.name))].join(", ")}.`,
    usage: usageOf(
      file,
      stages.map((image) => image.stage),
      platform.targets.docker?.bake ?? "docker-bake.hcl",
    ),
    bases: bases.views,
    services: families.map((family) => serviceView(platform, family, file, bases.nameOf(family))),
  };
}

function startsFromBase(family: ImageFamily, file: string): boolean {
  const isCompiled = !["python", "node"].includes(family.runtime.language);
  return !isCompiled || family.images.some((image) => image.purpose === "production" && image.dockerfile === file);
}

function serviceView(
  platform: Platform,
  family: ImageFamily,
  file: string,
  base: string,
): DockerfileView["services"][number] {
  switch (family.runtime.language) {
    case "python":
      return pythonView(platform, family, file, base);
    case "node":
      return nodeView(platform, family, file, base);
    default:
      return compiledView(platform, family, file, base);
  }
}

function usageOf(file: string, stages: readonly string[], bake: string): readonly string[] {
  const option = file === "Dockerfile" ? "" : ` --file ${file}`;
  const bakeOption = bake === "docker-bake.hcl" ? "" : ` --file ${bake}`;
  return [
    `docker buildx build${option} --target ${stages[0] ?? ""} .`,
    `docker buildx bake${bakeOption}   builds every production image`,
  ];
}
