import { SpecNode } from "./node.ts";
import type { Origin } from "./origin.ts";

/** Keys of which an owner has at most one: a layer that has one of them takes back the others. */
export const exclusive: readonly (readonly string[])[] = [
  ["http", "tcp", "command"],
  ["runtime", "image", "engine"],
  ["start", "server", "static"],
  ["content", "source"],
];

const displaced: ReadonlyMap<string, readonly string[]> = new Map(
  exclusive.flatMap((keys) => keys.map((key) => [key, keys.filter((other) => other !== key)] as const)),
);

/** Lays layers on each other, and notes which nulls removed something and which had nothing to remove. */
export class Layering {
  /** The nulls under which there was a value, in one of the trees at least. */
  readonly removing = new Set<SpecNode>();
  /** The nulls under which there was none, in one of the trees at least. */
  readonly idle = new Set<SpecNode>();

  /**
   * Lays `over` on `base`: maps merge, lists and scalars replace, null removes. Both are in their long forms; neither is
   * changed. A map is where its topmost written layer is.
   */
  merge(base: SpecNode | undefined, over: SpecNode | undefined): SpecNode | undefined {
    if (!over) return base;
    if (!(over.content instanceof Map)) return over;
    if (!(base?.content instanceof Map)) return this.#withoutNulls(over);
    const merged = new Map(base.entries);
    const removed = new Map<string, Origin>(base.removed);
    for (const [key, value] of over.entries) {
      if (value.content === null) {
        this.remove(value, merged.delete(key));
        removed.set(key, value.origin);
        continue;
      }
      for (const other of displaced.get(key) ?? []) if (!over.entries.has(other)) merged.delete(other);
      const layered = this.merge(merged.get(key), value);
      if (layered) merged.set(key, layered);
      removed.delete(key);
    }
    const origin = over.origin.kind === "written" || base.origin.kind !== "written" ? over.origin : base.origin;
    const isLayered = base.isLayered || (base.origin.kind === "written" && origin !== base.origin);
    return new SpecNode(merged, origin, {
      removed: removed.size > 0 ? removed : undefined,
      isLayered,
    });
  }

  /** Lays every layer on the ones before it. */
  mergeAll(first: SpecNode, ...layers: readonly (SpecNode | undefined)[]): SpecNode {
    return layers.reduce<SpecNode>((base, layer) => this.merge(base, layer) ?? base, first);
  }

  /** Notes whether a null removed something. */
  remove(value: SpecNode, hasRemoved: boolean): void {
    (hasRemoved ? this.removing : this.idle).add(value);
  }

  /** A map that is laid on nothing has nothing to remove. */
  #withoutNulls(map: SpecNode): SpecNode {
    const kept = new Map<string, SpecNode>();
    let removed: Map<string, Origin> | undefined;
    let isSame = true;
    for (const [key, value] of map.entries) {
      if (value.content === null) {
        this.remove(value, false);
        removed ??= new Map(map.removed);
        removed.set(key, value.origin);
        isSame = false;
        continue;
      }
      const clean = value.content instanceof Map ? this.#withoutNulls(value) : value;
      if (clean !== value) isSame = false;
      kept.set(key, clean);
    }
    return isSame ? map : new SpecNode(kept, map.origin, { removed: removed ?? map.removed, isLayered: map.isLayered });
  }
}
