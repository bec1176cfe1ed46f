import type { ImageFamily } from "../../model/built-images.ts";
import { bareStageNames } from "../../model/stage-names.ts";
import type { DockerTargetSpec } from "../../spec/spec.ts";
import { changeStages, stagesNeededBy } from "./share-stages.ts";
import type { Stage } from "./stage.ts";

/**
 * Names the stages that several services share: `base` if all services of the file run on one image, otherwise
 * `python-base`, `python-3.11-base` and so on, the shortest name that is free. Names of other stages stay.
 */
export function nameSharedStages(
  services: readonly (readonly Stage[])[],
  families: readonly ImageFamily[],
  settings: DockerTargetSpec | undefined,
): readonly (readonly Stage[])[] {
  const users = usersOf(services, families);
  const shared = [...users]
    .filter(([{ scope }, sharing]) => scope === "shareable" && sharing.length > 1)
    .sort(([, a], [, b]) => b.length - a.length);
  const taken = new Set(
    [...users].filter(([stage]) => !shared.some(([other]) => other === stage)).map(([{ name }]) => name),
  );
  const isUniform = new Set(families.map(({ runtime }) => JSON.stringify(runtime))).size === 1;
  const names = new Map<Stage, string>();
  for (const [stage, [first]] of shared) {
    if (!first) continue;
    const bare = bareName(stage, settings);
    const { language, version, variant } = first.runtime;
    const prefixes = [language, `${language}-${version}`, `${language}-${version}-${variant}`];
    const candidates = [...(isUniform ? [bare] : []), ...prefixes.map((prefix) => `${prefix}-${bare}`)];
    const name = candidates.find((candidate) => !taken.has(candidate)) ?? `${candidates.at(-1)}-${taken.size}`;
    taken.add(name);
    names.set(stage, name);
  }
  const rename = changeStages((changed, original) => ({ ...changed, name: names.get(original) ?? changed.name }));
  return services.map((targets) => targets.map(rename));
}

function usersOf(
  services: readonly (readonly Stage[])[],
  families: readonly ImageFamily[],
): ReadonlyMap<Stage, readonly ImageFamily[]> {
  const users = new Map<Stage, ImageFamily[]>();
  services.forEach((targets, index) => {
    const family = families[index];
    for (const stage of family ? stagesNeededBy(targets) : []) {
      if (family) users.set(stage, [...(users.get(stage) ?? []), family]);
    }
  });
  return users;
}

function bareName({ role }: Stage, settings: DockerTargetSpec | undefined): string {
  const names = bareStageNames(settings);
  return role === "base" ? names.base : `${names[role]}-base`;
}
