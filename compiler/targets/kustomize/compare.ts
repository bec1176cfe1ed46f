import type { Fields } from "../../kubernetes/object.ts";

/** Whether two values are equal; a field that is undefined is not set. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Fields, b as Fields];
  for (const key in one) if (!isSame(one[key], other[key])) return false;
  for (const key in other) if (one[key] === undefined && other[key] !== undefined) return false;
  return true;
}

/** The keys that either of two maps has, sorted. */
export function keysOf(one: Fields, other: Fields): readonly string[] {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return keys.filter((key) => one[key] !== undefined || other[key] !== undefined);
}
