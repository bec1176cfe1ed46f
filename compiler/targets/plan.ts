import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import { locate } from "../spec/document.ts";
import type { Lock } from "../spec/lock.ts";
import { formatPath } from "../spec/path.ts";
import { definitionNamed } from "../spec/schema.ts";
import { checkEdges } from "./check-edges.ts";
import { checkPaths } from "./check-paths.ts";
import { checkSeparation } from "./check-separation.ts";
import { excludedPaths } from "./exclude.ts";
import { targets } from "./index.ts";
import type { Artifact, PlannedArtifact, Target, TargetKey } from "./target.ts";

/** Which targets and environments are wanted. Missing: all. */
export interface Selection {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly environments?: readonly string[];
}

/** What is to be rendered, by target. */
export interface Plan {
  /** The targets that are generated, with the tiers of the environments that they concern. */
  readonly targets: ReadonlyMap<TargetKey, Target["tiers"]>;
  /** The targets that the specification enables, whether they are selected or not. */
  readonly enabled: ReadonlyMap<TargetKey, Target["tiers"]>;
  /** The targets that the specification disables by name. */
  readonly turnedOff: ReadonlySet<TargetKey>;
  /** The targets that deploy the files of others. */
  readonly deploying: ReadonlySet<TargetKey>;
  readonly artifacts: readonly PlannedArtifact[];
  /** The paths of files that belong only to environments that are not wanted. */
  readonly leftOut: ReadonlySet<string>;
  /** The paths of files that are left to the user. */
  readonly excluded: ReadonlySet<string>;
}

interface PlanTools {
  readonly lock: Lock;
  readonly reporter: Reporter;
  /** The files and folders that the specification is read from, relative to the output folder. */
  readonly inputs: readonly string[];
  /** The patterns of files that are left to the user. */
  readonly exclude: readonly string[];
}

/**
 * The files of every target that the specification turns on and the selection wants. The files of other environments are
 * rendered as well and left out at the end: files that environments share are the same for any selection, and overrides
 * find what they change.
 */
export function planTargets(platform: Platform, selection: Selection, tools: PlanTools): Plan {
  const { only, skip, environments } = selection;
  const enabled = targets.filter((target) => isEnabled(target, platform));
  reportLock(platform, tools);
  for (const target of targets) target.check?.(platform, tools.reporter);
  checkEdges(platform, targets, tools.reporter);
  checkSeparation(platform, tools.reporter);
  const wanted = enabled.filter(({ name }) => (only ? only.includes(name) : true) && !skip?.includes(name));
  const artifacts = wanted.flatMap((target) =>
    target.plan(platform, tools.reporter, targets).map((artifact) => ({
      namedBy: { path: ["targets", target.name, "path"] },
      ...artifact,
      target: target.name,
      key: keyOf(artifact, target),
    })),
  );
  const isPartial = only !== undefined || skip !== undefined;
  const excluded = excludedPaths(tools.exclude, artifacts, { reporter: tools.reporter, isPartial });
  checkPaths(
    artifacts.filter(({ path }) => !excluded.has(path)),
    tools,
  );
  return {
    targets: tiersOf(wanted, platform),
    enabled: tiersOf(enabled, platform),
    turnedOff: new Set(targets.map(({ name }) => name).filter((name) => platform.targets[name]?.enabled === false)),
    deploying: new Set(targets.filter(({ deploysOthers }) => deploysOthers).map(({ name }) => name)),
    artifacts,
    leftOut: leftOutOf(artifacts, environments),
    excluded,
  };
}

/** The tiers of the environments that each target concerns. */
function tiersOf(chosen: readonly Target[], platform: Platform): Plan["targets"] {
  return new Map(chosen.map(({ name, tiers, tiersIn }) => [name, tiersIn?.(platform) ?? tiers]));
}

/** The key that names the path of an artifact. Only targets that write to one folder have the key `path`. */
function keyOf({ namedBy }: Artifact, { name }: Target): string | undefined {
  if (namedBy) return formatPath(namedBy.path);
  return definitionNamed(`${name}Target`).properties?.path && `targets.${name}.path`;
}

/**
 * The paths that none of the environments needs. What environments share is needed by every environment that the target
 * writes a file for; a target that writes none for any environment is needed always.
 */
function leftOutOf(
  artifacts: readonly PlannedArtifact[],
  environments: readonly string[] | undefined,
): ReadonlySet<string> {
  if (!environments) return new Set();
  const isChosen = ({ environment }: PlannedArtifact): boolean =>
    environment !== undefined && environments.includes(environment);
  const bound = new Set(artifacts.flatMap(({ target, environment }) => (environment === undefined ? [] : [target])));
  const needed = new Set(artifacts.flatMap((artifact) => (isChosen(artifact) ? [artifact.target] : [])));
  const isNeeded = (artifact: PlannedArtifact): boolean =>
    artifact.environment === undefined
      ? !bound.has(artifact.target) || needed.has(artifact.target)
      : isChosen(artifact);
  const kept = new Set(artifacts.filter(isNeeded).map(({ path }) => path));
  return new Set(artifacts.map(({ path }) => path).filter((path) => !kept.has(path)));
}

/** The third-party images that the files of a platform name by tags, sorted: those that a lock file pins. */
export function imagesToPin(platform: Platform): readonly string[] {
  const enabled = targets.filter((target) => isEnabled(target, platform));
  const images = new Set(enabled.flatMap((target) => target.images(platform, targets)));
  return [...images].filter((image) => !image.includes("@")).sort();
}

/** A target is on by default or by the specification. */
function isEnabled({ name, isDefault }: Target, platform: Platform): boolean {
  return platform.targets[name]?.enabled ?? isDefault;
}

/** Images that no digest pins, and digests that pin nothing. */
function reportLock(platform: Platform, { lock, reporter }: PlanTools): void {
  const images = imagesToPin(platform);
  const unpinned = images.filter((image) => !lock.digests.has(image));
  if (unpinned.length > 0) {
    reporter.report("lock/unpinned", undefined, { count: unpinned.length, lock: lock.path });
  }
  for (const image of lock.digests.keys()) {
    if (images.includes(image) || !lock.document) continue;
    reporter.report("lock/unused", locate(lock.document, ["images", image], "key"), { image });
  }
}
