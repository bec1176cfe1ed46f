/**
 * The values that turn `from` into `to` when Helm lays them over it: maps merge, everything else is replaced, and null
 * removes (https://helm.sh/docs/chart_template_guide/values_files/). Empty when the two are equal.
 */
export function valuesDifference(from: Values, to: Values): Values {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  const changes = keys.flatMap((key): readonly (readonly [string, unknown])[] => {
    const [before, after] = [from[key], to[key]];
    if (after === undefined) return [[key, null]];
    if (isMap(before) && isMap(after)) {
      const inner = valuesDifference(before, after);
      return Object.keys(inner).length > 0 ? [[key, inner]] : [];
    }
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [[key, after]];
  });
  return Object.fromEntries(changes);
}

/** A map of values. */
export type Values = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
