import { type NamedImage, namedImages } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Spot } from "../../spec/origins.ts";
import type { BakeView } from "./bake.ts";
import type { Dockerfile } from "./dockerfiles.ts";

/** A name in a file, and the family it belongs to; undefined: no single one. */
interface OwnedName {
  readonly name: string;
  readonly owner: Pick<NamedImage, "build" | "variant"> | undefined;
}

/** The files with names. */
interface NamedFiles {
  readonly bake: readonly [string, BakeView];
  readonly dockerfiles: readonly Dockerfile[];
}

/**
 * Reports names that occur twice in the bake file or in a Dockerfile, once per pair of services. Bake merges blocks with
 * the same name, and Docker cannot tell stages with the same name apart
 * (https://docs.docker.com/reference/build-checks/duplicate-stage-name/).
 */
export function reportNames(platform: Platform, { bake, dockerfiles }: NamedFiles, reporter: Reporter): void {
  const files = [
    { file: bake[0], what: "target", names: bakeNames(platform, bake[1]) },
    ...dockerfiles.map((file) => ({ file: file.path, what: "stage", names: stageNames(file) })),
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

/** The key of the service or variant that an image belongs to. */
function spotOf({ build, variant }: Pick<NamedImage, "build" | "variant">): Spot {
  return { path: variant === "" ? build.path : [...build.path, "variants", variant], half: "key" };
}

/** The groups and targets of the bake file. A target per platform is a group that holds a target for each. */
function bakeNames(platform: Platform, view: BakeView): readonly OwnedName[] {
  const own = [...view.groups.map(({ name }) => name), "common"].map((name) => ({ name, owner: undefined }));
  const targets = namedImages(platform).flatMap(({ isReleased, name, build, variant }) => {
    const platforms = view.platforms.map((suffix) => `${name}-${suffix.replaceAll("/", "-")}`);
    const single = isReleased ? [`${name}-single`, ...platforms] : [];
    return [name, ...single].map((each) => ({ name: each, owner: { build, variant } }));
  });
  return [...own, ...targets];
}

function stageNames({ view, owners }: Dockerfile): readonly OwnedName[] {
  return view.stages.map(({ name }, index) => ({ name, owner: owners[index] }));
}
