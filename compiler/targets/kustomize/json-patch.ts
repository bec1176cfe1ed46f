import { canonical } from "../../kubernetes/field-order.ts";
import { isMap } from "../../kubernetes/object.ts";
import { isSame, keysOf } from "./compare.ts";

/** An operation of a JSON patch (https://www.rfc-editor.org/rfc/rfc6902#section-4). */
export interface Operation {
  readonly op: "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: unknown;
}

/** The operations that, one after the other, make something else of what is at a path. Items go by their index. */
export function operationsBetween(from: unknown, to: unknown, path: string): readonly Operation[] {
  if (isSame(from, to)) return [];
  if (to === undefined) return [{ op: "remove", path }];
  if (from === undefined) return [{ op: "add", path, value: canonical(to) }];
  if (Array.isArray(from) && Array.isArray(to)) return listOperations(from, to, path);
  if (isMap(from) && isMap(to))
    return keysOf(from, to).flatMap((key) => operationsBetween(from[key], to[key], pathOf(path, key)));
  return [{ op: "replace", path, value: canonical(to) }];
}

/** The path of what a map has (https://www.rfc-editor.org/rfc/rfc6901#section-3). */
export function pathOf(map: string, key: string): string {
  return `${map}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Between what two lists begin and end with alike, items are changed in place, then added or removed. */
function listOperations(from: readonly unknown[], to: readonly unknown[], path: string): readonly Operation[] {
  const start = commonStart(from, to);
  const end = commonStart(from.slice(start).reverse(), to.slice(start).reverse());
  const before = from.slice(start, from.length - end);
  const after = to.slice(start, to.length - end);
  const paired = Math.min(before.length, after.length);
  const changed = before
    .slice(0, paired)
    .flatMap((item, index) => operationsBetween(item, after[index], `${path}/${start + index}`));
  const index = start + paired;
  // Every time at the same index: what follows moves up.
  const removed = before.slice(paired).map((): Operation => ({ op: "remove", path: `${path}/${index}` }));
  const added = after.slice(paired).map((item, offset): Operation => {
    const place = end === 0 ? "-" : index + offset;
    return { op: "add", path: `${path}/${place}`, value: canonical(item) };
  });
  return [...changed, ...removed, ...added];
}

/** How many items two lists begin with alike. */
function commonStart(one: readonly unknown[], other: readonly unknown[]): number {
  const first = one.findIndex((item, index) => index >= other.length || !isSame(item, other[index]));
  return first === -1 ? one.length : first;
}

/** How many lines a value takes in YAML. */
export function linesOf(value: unknown): number {
  if (!isNested(value)) return 1;
  const isList = Array.isArray(value);
  return Object.values(value).reduce(
    (lines: number, child) => lines + linesOf(child) + (isList || !isNested(child) ? 0 : 1),
    0,
  );
}

/** Whether a value stands below its key, rather than beside it. */
function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
