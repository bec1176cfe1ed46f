import { keyTargets } from "../built/key-targets.js";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { locate, type SpecDocument } from "./document.ts";
import { keysUsed } from "./keys-used.ts";
import { formatPath, type SpecPath, valueAt } from "./path.ts";

/** What each target makes of a key of the language; targets that are not named have nothing to do with it. */
export interface KeyTargets {
  /** Its output changes with the key. */
  readonly expressed?: readonly string[];
  /** Its output will change with the key, once the target exists. */
  readonly planned?: readonly string[];
  /** It has no words for the key, or for some of its values. */
  readonly inexpressible?: Readonly<Record<string, Inexpressible>>;
}

/** How much is lost where a target has no words for a key, and why. */
export interface Inexpressible {
  readonly loss: "note" | "warning";
  readonly reason: string;
  /** The only values that are lost. Missing: all. */
  readonly values?: readonly string[];
}

/** The table of key and target, by `definition.property`. */
export const keyTable = keyTargets as Readonly<Record<string, KeyTargets>>;

/** The tiers of the environments that each target concerns, by its name. */
export type Concerns = ReadonlyMap<string, readonly string[]>;

/** The targets that a specification turns on, and of these the ones whose files are wanted. */
export interface Generated {
  readonly enabled: Concerns;
  readonly targets: Concerns;
  /** The targets that it turns off by name: it is no mistake that their keys have no effect. */
  readonly turnedOff: ReadonlySet<string>;
}

/** The layers of a specification in their long forms. */
type Layers = Readonly<Partial<Record<"services" | "jobs" | "defaults" | "environments", unknown>>>;

/** Reports every key that only targets to come will read. What such a key holds is not reported as well. */
export function reportPlanned(document: SpecDocument, diagnostics: Diagnostics): void {
  const reported: SpecPath[] = [];
  for (const { key, path } of keysUsed(document.value)) {
    const { expressed = [], inexpressible = {}, planned = [] } = keyTable[key] ?? {};
    if (planned.length === 0 || expressed.length > 0 || Object.keys(inexpressible).length > 0) continue;
    if (reported.some((other) => isWithin(path, other))) continue;
    reported.push(path);
    const holes = { key: formatPath(path), targets: planned };
    diagnostics.report("target/not-generated-yet", locate(document, path, "key"), holes);
  }
}

/**
 * Reports every key that a wanted target cannot express, and every key that no target expresses that is turned on, where
 * it was written: a short form loses what its long form does.
 */
export function reportInexpressible(
  document: SpecDocument,
  { services, jobs, defaults, environments }: Layers,
  { enabled, targets, turnedOff }: Generated,
  diagnostics: Diagnostics,
): void {
  const value = { ...(document.value as object), services, jobs, defaults, environments };
  const uses = keysUsed(value);
  for (const [index, { key, path }] of uses.entries()) {
    // A fixed number of replicas is a largest number, too, and that one needs no autoscaler.
    if (key === "scale.max" && valueAt(value, path) === valueAt(value, [...path.slice(0, -1), "min"])) continue;
    const tiers = tiersAt(value, path);
    const losses = Object.entries(keyTable[key]?.inexpressible ?? {}).filter(
      ([target, { values }]) =>
        concerns(enabled, target, tiers) && (values?.includes(String(valueAt(value, path))) ?? true),
    );
    for (const [target, { loss, reason }] of losses.filter(([name]) => targets.has(name))) {
      const code = loss === "note" ? "target/left-out" : "target/lost";
      diagnostics.report(code, locate(document, path, "key"), { key: formatPath(path), target, reason });
    }
    const next = uses[index + 1];
    const holdsKeys = next !== undefined && isWithin(next.path, path);
    if (losses.length > 0 || holdsKeys || turnsOn(key)) continue;
    const { expressed = [] } = keyTable[key] ?? {};
    if (expressed.length === 0) continue;
    if (expressed.some((target) => turnedOff.has(target) || concerns(enabled, target, tiers))) continue;
    const holes = { key: formatPath(path), targets: expressed, tiers };
    diagnostics.report("target/no-effect", locate(document, path, "key"), holes);
  }
}

/** Whether a target that is turned on has files for an environment of one of these tiers. */
function concerns(enabled: Concerns, target: string, tiers: readonly string[]): boolean {
  return enabled.get(target)?.some((tier) => tiers.includes(tier)) ?? false;
}

/** Whether a key is the one that turns a target on or off. */
function turnsOn(key: string): boolean {
  return key.startsWith("targets.") || key.endsWith("Target.enabled");
}

function isWithin(path: SpecPath, owner: SpecPath): boolean {
  return owner.every((step, index) => path[index] === step);
}

/** The tiers that what stands at a path holds in: that of its environment, or those of all environments. */
function tiersAt(value: unknown, [section, name]: SpecPath): readonly string[] {
  const environments = valueAt(value, ["environments"]) as Readonly<Record<string, { readonly tier: string }>>;
  const own = section === "environments" ? Object.entries(environments).filter(([one]) => one === name) : undefined;
  return [...new Set((own ?? Object.entries(environments)).map(([, { tier }]) => tier))];
}
