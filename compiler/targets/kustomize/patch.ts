import { canonical } from "../../kubernetes/field-order.ts";
import { type Fields, isMap, type KubernetesObject } from "../../kubernetes/object.ts";
import { isSame, keysOf } from "./compare.ts";
import { linesOf, type Operation, operationsBetween, pathOf } from "./json-patch.ts";

/**
 * The keys by which the API server merges the items of lists, by the list's name (`x-kubernetes-patch-merge-key` in the
 * API's OpenAPI description). Any other list is replaced as a whole.
 */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  env: ["name"],
  ports: ["containerPort", "port"],
  volumeMounts: ["mountPath"],
  volumes: ["name"],
};

/** What makes one object of another. The two change different parts of it, in any order. */
export interface Patches {
  /** https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/ */
  readonly merge: object | undefined;
  readonly operations: readonly Operation[];
}

/**
 * The patches that make one object of another of the same kind and name. What can be merged is merged. A list that would
 * be replaced as a whole, with all that stays the same in it, is changed item by item unless that takes more lines.
 */
export function patchesOf(from: KubernetesObject, to: KubernetesObject): Patches {
  const { merge, operations } = differenceOf(from, to, { name: "", path: "" });
  if (merge === undefined) return { merge, operations };
  const { apiVersion, kind, metadata } = to;
  const { metadata: changed = {}, ...rest } = merge as { metadata?: object };
  return { merge: { apiVersion, kind, metadata: { ...changed, name: metadata.name }, ...rest }, operations };
}

/** A part of both patches; what is undefined need not be merged. */
interface Difference {
  readonly merge: unknown;
  readonly operations: readonly Operation[];
}

/**
 * The key and the path of a value. A value inside a list whose items are merged by a key has no path: Kustomize inserts the
 * items that `local` adds before the others, so indexes are not stable.
 */
interface Place {
  readonly name: string;
  readonly path: string | undefined;
}

function differenceOf(from: unknown, to: unknown, place: Place): Difference {
  if (isSame(from, to)) return { merge: undefined, operations: [] };
  if (to === undefined) return merged(null);
  if (Array.isArray(from) && Array.isArray(to)) return listDifference(from, to, place);
  if (isMap(from) && isMap(to)) return mapDifference(from, to, place.path);
  return merged(canonical(to));
}

function merged(merge: unknown): Difference {
  return { merge, operations: [] };
}

function mapDifference(from: Fields, to: Fields, path: string | undefined): Difference {
  const differences = keysOf(from, to).map((name) => {
    const place = { name, path: path === undefined ? undefined : pathOf(path, name) };
    return { name, ...differenceOf(from[name], to[name], place) };
  });
  const merges = differences.filter(({ merge }) => merge !== undefined);
  return {
    merge: merges.length === 0 ? undefined : Object.fromEntries(merges.map(({ name, merge }) => [name, merge])),
    operations: differences.flatMap(({ operations }) => operations),
  };
}

function listDifference(from: readonly unknown[], to: readonly unknown[], { name, path }: Place): Difference {
  const key = mergeKeys[name]?.find((candidate) => [...from, ...to].every((item) => isMap(item) && candidate in item));
  if (key !== undefined) return merged(itemsDifference(from, to, key));
  const operations = path === undefined ? [] : operationsBetween(from, to, path);
  const whole = canonical(to);
  const isShorter = operations.length > 0 && linesOf(operations) <= linesOf(whole);
  return isShorter ? { merge: undefined, operations } : merged(whole);
}

/** Items that are known by a key are merged one by one. */
function itemsDifference(from: readonly unknown[], to: readonly unknown[], key: string): readonly unknown[] {
  const itemsOf = (list: readonly unknown[]): ReadonlyMap<unknown, Fields> =>
    new Map(list.filter(isMap).map((item) => [item[key], item]));
  const [before, after] = [itemsOf(from), itemsOf(to)];
  const changed = [...after].flatMap(([id, item]) => {
    const old = before.get(id);
    if (!old) return [canonical(item)];
    const { merge } = mapDifference(old, item, undefined);
    return merge === undefined ? [] : [{ [key]: id, ...(merge as Fields) }];
  });
  const removed = [...before.keys()].filter((id) => !after.has(id)).map((id) => ({ $patch: "delete", [key]: id }));
  return [...changed, ...removed];
}
