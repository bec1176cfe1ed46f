import { inFolder } from "../../model/build-context.ts";
import { defaultDescription } from "../../model/build-image.ts";
import { type ImageFamily, imageFamilies } from "../../model/built-images.ts";
import { buildOfService } from "../../model/copied-outputs.ts";
import type { Platform } from "../../model/platform.ts";
import { stageNamesOf } from "../../model/stage-names.ts";
import { compiledStages } from "./compiled-stages.ts";
import { dotnetStages } from "./dotnet-stages.ts";
import { nameSharedStages } from "./name-stages.ts";
import { nodeStages } from "./node-stages.ts";
import { pythonStages } from "./python-stages.ts";
import { shareStages, stagesNeededBy } from "./share-stages.ts";
import type { FilledFolder } from "./source.ts";
import type { Stage, TargetStages } from "./stage.ts";
import { type StageView, stageView } from "./stage-view.ts";

/** What `docker/Dockerfile` prints. */
export interface DockerfileView {
  readonly specName: string;
  /** A command that builds an image. */
  readonly usage: string;
  readonly stages: readonly StageView[];
}

/** A Dockerfile: its path, its view, and the family that each stage belongs to. */
export interface Dockerfile {
  readonly path: string;
  readonly view: DockerfileView;
  /** In the order of the stages; undefined for a stage that several services share. */
  readonly owners: readonly (ImageFamily | undefined)[];
}

/** Every Dockerfile of the platform, by path. */
export function dockerfilesOf(platform: Platform): readonly Dockerfile[] {
  const families = imageFamilies(platform);
  const paths = [...new Set(families.flatMap((family) => family.images.map((image) => image.dockerfile)))].sort();
  return paths.map((path) => dockerfileOf(platform, families, path));
}

function dockerfileOf(platform: Platform, all: readonly ImageFamily[], path: string): Dockerfile {
  const families = all.filter((family) => family.images.some((image) => image.dockerfile === path));
  const needed = families.map((family) => {
    const { development, test, production } = stagesOf(platform, family, path);
    return [development, test, production].filter((stage) => stage !== undefined);
  });
  const targets = nameSharedStages(shareStages(needed), families, platform.targets.docker);
  const services = targets.map(stagesNeededBy);
  const shared = new Set(
    services.flatMap((stages, index) => stages.filter((stage) => isElsewhere(stage, services, index))),
  );
  const own = services.map((stages) => stages.filter((stage) => !shared.has(stage)));
  // BuildKit takes the comments at the start of a file for a description of the first stage, which therefore needs one.
  const first = [...shared, ...own.flat()][0];
  const describe = (stage: Stage, index: number): string => {
    const build = families[index]?.build;
    const description = stage === targets[index]?.at(-1) ? descriptionOf(platform, families[index]) : "";
    if (description !== "" || stage !== first || !build) return description;
    return stage.scope === "target" ? build.description : `The base of ${build.name}.`;
  };
  const image = families[0]?.images.find(({ dockerfile }) => dockerfile === path);
  return {
    path,
    owners: [...[...shared].map(() => undefined), ...own.flatMap((stages, index) => stages.map(() => families[index]))],
    view: {
      specName: platform.specName,
      usage: usageOf(inFolder(platform.output, path), image?.stage ?? ""),
      stages: [
        ...[...shared].map((stage) => stageView(stage, stage === first ? descriptionOfShared(stage) : "")),
        ...own.flatMap((stages, index) => stages.map((stage) => stageView(stage, describe(stage, index)))),
      ],
    },
  };
}

/** The description of a stage at the start of a file: a base, or the build of a service whose output others copy. */
function descriptionOfShared({ scope }: Stage): string {
  return scope === "shareable" ? "The base of several services." : "Part of several builds.";
}

function isElsewhere(stage: Stage, services: readonly (readonly Stage[])[], index: number): boolean {
  return services.some((stages, other) => other !== index && stages.includes(stage));
}

function stagesOf(platform: Platform, family: ImageFamily, path: string): TargetStages {
  const filled = filledFolders(platform, family, path);
  switch (family.runtime.language) {
    case "python":
      return pythonStages(platform, family, path, filled);
    case "node":
      return nodeStages(platform, family, path, filled);
    case "dotnet":
      return dotnetStages(platform, family, path, filled);
    default:
      return compiledStages(platform, family, path, filled);
  }
}

/** The folders that builds of other services fill. Their stages become part of the Dockerfile, which is complete by itself. */
function filledFolders(platform: Platform, { build }: ImageFamily, path: string): readonly FilledFolder[] {
  return build.copies.flatMap(({ path: folder, service }) => {
    const copied = buildOfService(platform, service);
    const standard = imageFamilies(platform).find((family) => family.build === copied && family.variant === "");
    const output = standard && stagesOf(platform, inDockerfile(platform, standard, path), path).output;
    return output ? [{ path: folder, output }] : [];
  });
}

/** A family whose stages may be in the Dockerfile of another service, where their names start with its name. */
function inDockerfile({ targets: { docker } }: Platform, family: ImageFamily, path: string): ImageFamily {
  const { build } = family;
  return build.dockerfile === path ? family : { ...family, stages: stageNamesOf(build, false, docker) };
}

/** The description of the image that a family is named after; empty if it would only repeat the name. */
function descriptionOf(platform: Platform, family: ImageFamily | undefined): string {
  if (!family) return "";
  const { build, variant, runtime, strip } = family;
  const image = `${runtime.language} ${runtime.version}-${runtime.variant}`;
  if (variant !== "") return `${build.name} on ${image}${strip ? ", without tests and package managers" : ""}`;
  return build.description === defaultDescription(build.name, platform.name) ? "" : build.description;
}

function usageOf(path: string, stage: string): string {
  return `docker build${path === "Dockerfile" ? "" : ` --file ${path}`} --target ${stage} .`;
}
