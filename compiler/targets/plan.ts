import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import { locate, type SpecDocument } from "../spec/document.ts";
import type { Lock } from "../spec/lock.ts";
import { checkPaths } from "./check-paths.ts";
import { targets } from "./index.ts";
import type { PlannedArtifact, Target, TargetName } from "./target.ts";

/** Which targets and environments are wanted. Missing: all. */
export interface Selection {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly environments?: readonly string[];
}

/** What is to be rendered, by target. */
export interface Plan {
  /** The targets that are generated, with the tiers of the environments that they concern. */
  readonly targets: ReadonlyMap<TargetName, Target["tiers"]>;
  readonly artifacts: readonly PlannedArtifact[];
  /** The paths of files that belong only to environments that are not wanted. */
  readonly leftOut: ReadonlySet<string>;
}

interface PlanTools {
  readonly lock: Lock;
  readonly reporter: Reporter;
  readonly diagnostics: Diagnostics;
  readonly document: SpecDocument;
  /** The files and folders that the specification is read from, relative to the output folder. */
  readonly inputs: readonly string[];
}

/**
 * The files of every target that the specification turns on and the selection wants. Those of other environments are
 * planned and rendered as well and left out at the end: files that environments share are the same for any selection,
 * and overrides find what they change.
 */
export function planTargets(platform: Platform, selection: Selection, tools: PlanTools): Plan {
  const { only, skip, environments } = selection;
  const enabled = targets.filter((target) => isEnabled(target, platform));
  reportLock(platform, tools);
  const wanted = enabled.filter(({ name }) => (only ? only.includes(name) : true) && !skip?.includes(name));
  const artifacts = wanted.flatMap((target) =>
    target.plan(platform, tools.reporter).map((artifact) => ({ ...artifact, target: target.name })),
  );
  checkPaths(artifacts, tools);
  const leftOut = new Set(environments && artifacts.map(({ path }) => path));
  if (environments && !tools.reporter.hasErrors) {
    const chosen = platform.environments.filter(({ name }) => environments.includes(name));
    const needed = wanted.flatMap((target) => target.plan({ ...platform, environments: chosen }, tools.reporter));
    for (const { path } of needed) leftOut.delete(path);
  }
  return { targets: new Map(wanted.map(({ name, tiers }) => [name, tiers])), artifacts, leftOut };
}

/** The images from elsewhere that the files of a platform name by tags, in order: those that a lock file pins. */
export function imagesToPin(platform: Platform): readonly string[] {
  const enabled = targets.filter((target) => isEnabled(target, platform));
  const images = new Set(enabled.flatMap((target) => target.images(platform)));
  return [...images].filter((image) => !image.includes("@")).sort();
}

/** A target is on by default or by the specification. */
function isEnabled({ name, isDefault }: Target, platform: Platform): boolean {
  return platform.targets[name]?.enabled ?? isDefault;
}

/** Images that no digest pins, and digests that pin nothing. */
function reportLock(platform: Platform, { lock, diagnostics }: PlanTools): void {
  const images = imagesToPin(platform);
  const unpinned = images.filter((image) => !lock.digests.has(image));
  if (unpinned.length > 0) {
    diagnostics.report("lock/unpinned", undefined, { count: unpinned.length, lock: lock.path });
  }
  for (const image of lock.digests.keys()) {
    if (images.includes(image) || !lock.document) continue;
    diagnostics.report("lock/unused", locate(lock.document, ["images", image], "key"), { image });
  }
}
