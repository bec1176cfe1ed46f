import { keyTargets } from "../built/key-targets.js";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { placeOf } from "./document.ts";
import type { KeyUse } from "./expand.ts";
import type { SpecNode } from "./node.ts";
import { formatPath, type SpecPath } from "./path.ts";

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

/** Reports every key that one of the targets has no words for, where it is written. `root` is the whole specification. */
export function reportInexpressible(
  keys: readonly KeyUse[],
  concerns: Concerns,
  { root, diagnostics }: { readonly root: SpecNode; readonly diagnostics: Diagnostics },
): void {
  for (const { key, path, node } of keys) {
    const tier = tierAt(root, path);
    for (const [target, { loss, reason, values }] of Object.entries(keyTable[key]?.inexpressible ?? {})) {
      const tiers = concerns.get(target);
      if (!tiers || (tier !== undefined && !tiers.includes(tier))) continue;
      if (values?.includes(String(node.plain)) === false) continue;
      const code = loss === "note" ? "target/left-out" : "target/lost";
      const place = placeOf({ nearest: node, missing: 0 }, "key");
      diagnostics.report(code, place, { key: formatPath(path), target, reason });
    }
  }
}

/** The tier of the environment that a path is in; undefined for what holds in all of them. */
function tierAt(root: SpecNode, [section, name]: SpecPath): string | undefined {
  if (section !== "environments" || name === undefined) return undefined;
  const tier = root.child(section)?.child(name)?.child("tier")?.content;
  return typeof tier === "string" ? tier : undefined;
}
