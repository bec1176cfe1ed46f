import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Spot } from "../../spec/origins.ts";
import { type BakeView, bakeTargets } from "./bake.ts";
import { type DockerfileView, familiesIn } from "./dockerfiles.ts";
import { type ImageFamily, imageFamilies } from "./images.ts";

/** A name in a file, and whose it is; undefined: the file's own. */
interface OwnedName {
  readonly name: string;
  readonly owner: ImageFamily | undefined;
}

/** The files that have names, by path. */
interface NamedFiles {
  readonly bake: readonly [string, BakeView];
  readonly dockerfiles: readonly (readonly [string, DockerfileView])[];
}

/**
 * Reports names that two things would have in the bake file or in a Dockerfile, once for any two. Blocks of HCL that have
 * one name are merged, and a stage is found under its name alone
 * (https://docs.docker.com/reference/build-checks/duplicate-stage-name/).
 */
export function reportNames(platform: Platform, { bake, dockerfiles }: NamedFiles, reporter: Reporter): void {
  const families = imageFamilies(platform);
  const files = [
    { file: bake[0], what: "target", names: bakeNames(platform, bake[1]) },
    ...dockerfiles.map(([file, view]) => ({
      file,
      what: "stage",
      names: stageNames(familiesIn(file, families), view),
    })),
  ];
  const reported = new Set<string>();
  for (const { file, what, names } of files) {
    const taken = new Map<string, OwnedName>();
    for (const one of names) {
      const other = taken.get(one.name);
      taken.set(one.name, one);
      if (!other) continue;
      const owners = [one, other].flatMap((named) => named.owner ?? []);
      const [place, otherPlace] = reporter.written(owners.map(spotOf)).toReversed();
      const pair = JSON.stringify([place, otherPlace].map((at) => [at?.file.path, at?.start]));
      if (reported.has(pair)) continue;
      reported.add(pair);
      const related = otherPlace ? [{ message: "The other one is here.", location: otherPlace }] : [];
      reporter.report("docker/name-taken", place, { what, name: one.name, file }, { related });
    }
  }
}

/** The key of what an image is built for. What is a file's own is written nowhere. */
function spotOf({ build, variant }: ImageFamily): Spot {
  return { path: variant === "" ? build.path : [...build.path, "variants", variant], half: "key" };
}

/** The groups and targets of the bake file; a target for single platforms is a group of one for each. */
function bakeNames(platform: Platform, view: BakeView): readonly OwnedName[] {
  const own = [...view.groups.map(({ name }) => name), "common"].map((name) => ({ name, owner: undefined }));
  const targets = bakeTargets(platform).flatMap(({ name, family, isReleased }) => {
    const platforms = view.platforms.map((suffix) => `${name}-${suffix.replaceAll("/", "-")}`);
    const single = isReleased ? [`${name}-single`, ...platforms] : [];
    return [name, ...single].map((each) => ({ name: each, owner: family }));
  });
  return [...own, ...targets];
}

/** The stages of a Dockerfile. A base stage that several services start from is the file's own. */
function stageNames(families: readonly ImageFamily[], view: DockerfileView): readonly OwnedName[] {
  const bases = view.bases.map(({ name }) => ({ name, owner: families.find(({ stages }) => stages.base === name) }));
  const services = view.services.flatMap((service, index) =>
    stagesOf(service).map((name) => ({ name, owner: families[index] })),
  );
  return [...bases, ...services];
}

function stagesOf(view: DockerfileView["services"][number]): readonly string[] {
  const { stages, development, test, production } = view;
  const final = [development, test, production].flatMap((stage) => stage?.name ?? []);
  switch (view.partial) {
    case "docker/partials/python":
      return [stages.dependencies, ...(view.installDevelopment ? [stages.developmentDependencies] : []), ...final];
    case "docker/partials/node":
      return [
        stages.dependencies,
        ...(view.installProduction ? [stages.productionDependencies] : []),
        ...(view.buildCommand ? [stages.build] : []),
        ...final,
        ...(view.site ? [view.site.name] : []),
      ];
    case "docker/partials/compiled":
      return [...(production ? [stages.build] : []), ...final];
  }
}
