import type { SpecPath } from "../../compiler/spec/path.ts";

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
