import { keyTable } from "../../compiler/spec/inexpressible.ts";
import { changedAt, valueAt } from "./data.ts";
import type { KeyContext } from "./key-contexts.ts";
import { Compiled, type Effect, effectOf } from "./key-effects.ts";
import { framesOf, type KeyPlace, valuesOf } from "./key-places.ts";

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
export async function tryKey(context: KeyContext, place: KeyPlace, compiled: Map<string, Compiled>): Promise<Pair> {
  const path = [...context.owner, ...place.path];
  const framed = await withFrames(context, place, compiled);
  const without = changedAt(framed, path, undefined);
  const before = (await compiledOf(without, compiled)).hasErrors ? framed : without;
  const effects: Effect[] = [];
  const values: unknown[] = [];
  const present = valueAt(before, path);
  for (const value of valuesOf(place.key, place.schema)) {
    if (JSON.stringify(value) === JSON.stringify(present)) continue;
    const effect = await effectOf(await compiledOf(before, compiled), changedAt(before, path, value), {
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

async function compiledOf(spec: unknown, compiled: Map<string, Compiled>): Promise<Compiled> {
  const text = JSON.stringify(spec);
  const known = compiled.get(text) ?? (await Compiled.of(spec));
  compiled.set(text, known);
  return known;
}

/** The context's specification, with everything in it in which the key has to stand: the first that is valid. */
async function withFrames(
  { spec, owner }: KeyContext,
  { path, parents }: KeyPlace,
  compiled: Map<string, Compiled>,
): Promise<unknown> {
  const frames = parents.map((parent) => framesOf(parent, path[parent.length]));
  const choices = Math.max(1, ...frames.map(({ length }) => length));
  const specs = Array.from({ length: choices }, (_, choice) =>
    parents.reduce((framed, parent, index) => {
      const here = [...owner, ...path.slice(0, parent.length)];
      const frame = frames[index]?.[choice] ?? frames[index]?.[0];
      return typeof valueAt(framed, here) === "object" ? framed : changedAt(framed, here, frame);
    }, spec as unknown),
  );
  if (choices === 1) return specs[0];
  for (const one of specs) if (!(await compiledOf(one, compiled)).hasErrors) return one;
  return specs[0];
}
