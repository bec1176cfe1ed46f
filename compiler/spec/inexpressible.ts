import { keyTargets } from "../built/key-targets.js";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import { placeOf, type SpecDocument } from "./document.ts";
import type { KeyUse } from "./expand.ts";
import type { SpecNode } from "./node.ts";
import { formatPath, type SpecPath } from "./path.ts";

/** What each target makes of a key of the language; targets that are not named have nothing to do with it. */
export interface KeyTargets {
  /** Its output changes with the key. */
  readonly expressed?: readonly string[];
  /** It does not support the key, or some of its values. */
  readonly inexpressible?: Readonly<Record<string, Inexpressible>>;
}

/** The severity and the reason of a key that a target does not support. */
export interface Inexpressible {
  readonly loss: "note" | "warning";
  readonly reason: string;
  /** The values that are not supported. Missing: all. */
  readonly values?: readonly string[];
  /** The target whose output does it instead. Nothing is lost where it is enabled. */
  readonly unless?: string;
}

/** The table of key and target, by `definition.property`. */
export const keyTable = keyTargets as Readonly<Record<string, KeyTargets>>;

/** The tiers of the environments that each target concerns, by its name. */
export type Concerns = ReadonlyMap<string, readonly string[]>;

/** The targets of a specification: all that are enabled, and those among them that are generated now. */
export interface Generated {
  readonly enabled: Concerns;
  readonly targets: Concerns;
  /** The targets that the specification disables by name. That their keys have no effect is intended. */
  readonly turnedOff: ReadonlySet<string>;
  /** The targets that deploy the files of others, whose settings concern them only through these files. */
  readonly deploying: ReadonlySet<string>;
}

/** Reports every key that a generated target does not support, and every key that no enabled target uses. */
export function reportInexpressible(
  keys: readonly KeyUse[],
  { root }: SpecDocument,
  { enabled, targets, turnedOff, deploying }: Generated,
  diagnostics: Diagnostics,
): void {
  const idle: SpecPath[] = [];
  const isIdle = ({ key, path }: KeyUse): boolean => {
    const expressed = readersOf(key, path, deploying);
    const tiers = tiersAt(root, path);
    const isUsed = expressed.some((target) => turnedOff.has(target) || concerns(enabled, target, tiers));
    return expressed.length > 0 && !isUsed && !enablesTarget(key);
  };
  for (const [index, use] of keys.entries()) {
    const { key, path, node } = use;
    // The keys below a key without an effect have none either.
    if (idle.some((owner) => isWithin(path, owner))) continue;
    if (isFixedMaximum(use, keys[index - 1])) continue;
    const tiers = tiersAt(root, path);
    const losses = Object.entries(keyTable[key]?.inexpressible ?? {}).filter(
      ([target, { values, unless }]) =>
        concerns(enabled, target, tiers) &&
        (values?.includes(String(node.plain)) ?? true) &&
        (unless === undefined || !concerns(enabled, unless, tiers)),
    );
    for (const [target, { loss, reason }] of losses.filter(([name]) => targets.has(name))) {
      const code = loss === "note" ? "target/left-out" : "target/lost";
      diagnostics.report(code, placeOfKey(node), { key: formatPath(path), target, reason });
    }
    if (losses.length > 0 || !isIdle(use)) continue;
    const below = keysBelow(keys, index);
    const areIdle = below.every((other) => isIdle(other) || !keyTable[other.key]?.expressed);
    if (holdsOneKey(below) || !(areIdle || isForOneTarget(key))) continue;
    idle.push(path);
    const { expressed = [] } = keyTable[key] ?? {};
    const holes = { key: formatPath(path), targets: expressed, tiers };
    diagnostics.report("target/no-effect", placeOfKey(node), holes);
  }
}

/** The targets that use a key themselves. */
function readersOf(key: string, path: SpecPath, deploying: ReadonlySet<string>): readonly string[] {
  const { expressed = [] } = keyTable[key] ?? {};
  const section = path.includes("targets") ? path[path.indexOf("targets") + 1] : undefined;
  if (section === undefined || deploying.has(String(section))) return expressed;
  const others = expressed.filter((target) => !deploying.has(target));
  return others.length > 0 ? others : expressed;
}

/** Whether a key holds changes of the output of one target, in the same words for each target. */
function isForOneTarget(key: string): boolean {
  return key.startsWith("overrides.");
}

/** The keys below another one, which follow it in the order of the text. */
function keysBelow(keys: readonly KeyUse[], index: number): readonly KeyUse[] {
  const path = keys[index]?.path ?? [];
  const end = keys.findIndex((other, place) => place > index && !isWithin(other.path, path));
  return keys.slice(index + 1, end === -1 ? undefined : end);
}

/** Whether a single key lies below another one, which is then named instead. */
function holdsOneKey(below: readonly KeyUse[]): boolean {
  return below.length > 0 && below.every((other) => isWithin(below.at(-1)?.path ?? [], other.path));
}

function placeOfKey(node: SpecNode): Location {
  return placeOf({ nearest: node, missing: 0 }, "key");
}

/** Whether an enabled target generates files for an environment of one of these tiers. */
function concerns(enabled: Concerns, target: string, tiers: readonly string[]): boolean {
  return enabled.get(target)?.some((tier) => tiers.includes(tier)) ?? false;
}

/** Whether a maximum equals its minimum. A fixed number of replicas needs no autoscaler. */
function isFixedMaximum({ key, node }: KeyUse, before: KeyUse | undefined): boolean {
  return key === "scale.max" && before?.key === "scale.min" && before.node.content === node.content;
}

/** Whether a key enables or disables a target. */
function enablesTarget(key: string): boolean {
  return key.startsWith("targets.") || key.endsWith("Target.enabled");
}

function isWithin(path: SpecPath, owner: SpecPath): boolean {
  return owner.every((step, index) => path[index] === step);
}

/** The tiers of the environments in which the value at a path holds, sorted. */
function tiersAt(root: SpecNode, [section, name]: SpecPath): readonly string[] {
  const environments = [...(root.child("environments")?.entries ?? [])];
  const own =
    section === "environments" && name !== undefined ? environments.filter(([one]) => one === name) : environments;
  return [...new Set(own.map(([, environment]) => String(environment.child("tier")?.content)))].sort();
}
