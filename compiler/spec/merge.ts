type Map = Readonly<Record<string, unknown>>;

/** Keys of which an owner has at most one: a layer that says one of them takes back the others. */
const exclusive: readonly (readonly string[])[] = [
  ["http", "tcp", "command"],
  ["runtime", "image", "engine"],
  ["start", "server", "static"],
  ["content", "source"],
];

const displaced: ReadonlyMap<string, readonly string[]> = new Map(
  exclusive.flatMap((keys) => keys.map((key) => [key, keys.filter((other) => other !== key)] as const)),
);

/**
 * Lays `over` on `base`: maps merge, lists and scalars replace, null removes. Both are in their long forms; neither is
 * changed.
 */
export function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isMap(over)) return over;
  if (!isMap(base)) return withoutNulls(over);
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    if (value === null) merged.delete(key);
    else {
      for (const other of displacedBy(key)) if (!Object.hasOwn(over, other)) merged.delete(other);
      merged.set(key, merge(merged.get(key), value));
    }
  }
  return Object.fromEntries(merged);
}

/** A map that is laid on nothing has nothing to remove. */
function withoutNulls(map: Map): Map {
  const entries = Object.entries(map).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) => [key, isMap(value) ? withoutNulls(value) : value]));
}

/** Lays every layer on the ones before it. */
export function mergeAll<T>(...layers: readonly unknown[]): T {
  return layers.reduce(merge, {}) as T;
}

function displacedBy(key: string): readonly string[] {
  return displaced.get(key) ?? [];
}

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
