import { keyTable } from "../../compiler/spec/inexpressible.ts";
import type { SpecPath } from "../../compiler/spec/path.ts";
import type { KeyContext } from "./key-contexts.ts";
import { Compiled, type Effect, effectOf } from "./key-effects.ts";
import { frameOf, type KeyPlace, valuesOf } from "./key-places.ts";

/** A key in a context, and what the values that were tried have shown. */
export interface Pair {
  readonly place: KeyPlace;
  readonly context: KeyContext;
  readonly kind: Effect["kind"] | "untried";
  /** The values that were tried. */
  readonly values: readonly unknown[];
  readonly effects: readonly Effect[];
}

/** Tries values of a key until one shows that the key is not ignored. */
export function tryKey(context: KeyContext, place: KeyPlace, compiled: Map<string, Compiled>): Pair {
  const path = [...context.owner, ...place.path];
  const framed = withFrames(context, place);
  const without = changedAt(framed, path, undefined);
  const before = compiledOf(without, compiled).hasErrors ? framed : without;
  const effects: Effect[] = [];
  const values: unknown[] = [];
  const present = valueAt(before, path);
  for (const value of valuesOf(place.key, place.schema)) {
    if (JSON.stringify(value) === JSON.stringify(present)) continue;
    const effect = effectOf(compiledOf(before, compiled), changedAt(before, path, value), {
      path,
      depth: context.owner.length,
      expected: keyTable[place.key]?.expressed ?? [],
    });
    effects.push(effect);
    values.push(value);
    if (effect.kind === "changed" || effect.kind === "reported") break;
  }
  const kinds = effects.map(({ kind }) => kind);
  const kind =
    (["changed", "reported", "silent", "invalid", "refused"] as const).find((one) => kinds.includes(one)) ?? "untried";
  return { place, context, kind, values, effects };
}

function compiledOf(spec: unknown, compiled: Map<string, Compiled>): Compiled {
  const text = JSON.stringify(spec);
  const known = compiled.get(text) ?? new Compiled(spec);
  compiled.set(text, known);
  return known;
}

/** The context's specification, with everything in it in which the key has to stand. */
function withFrames({ spec, owner }: KeyContext, { path, parents }: KeyPlace): unknown {
  return parents.reduce((framed, parent) => {
    const here = [...owner, ...path.slice(0, parent.length)];
    return typeof valueAt(framed, here) === "object"
      ? framed
      : changedAt(framed, here, frameOf(parent, path[parent.length]));
  }, spec as unknown);
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: SpecPath): unknown {
  return path.reduce((owner, step) => (owner as Record<string | number, unknown> | undefined)?.[step], value);
}

/** A copy with another value at `path`; undefined removes it. Objects that are not there are made. */
export function changedAt(value: unknown, path: SpecPath, other: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return other;
  if (typeof step === "number") {
    const items = Array.isArray(value) ? value : [];
    const changed = changedAt(items[step], rest, other);
    return changed === undefined ? items.toSpliced(step, 1) : items.toSpliced(step, 1, changed);
  }
  const entries = new Map(Object.entries(value ?? {}));
  const changed = changedAt(entries.get(step), rest, other);
  if (changed === undefined) entries.delete(step);
  else entries.set(step, changed);
  return Object.fromEntries(entries);
}
