import { type KubernetesObject, tidy } from "../../kubernetes/object.ts";

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

/**
 * The strategic merge patch that makes one object of another of the same kind and name; undefined when they are equal.
 * (https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/)
 */
export function patchOf(from: KubernetesObject, to: KubernetesObject): object | undefined {
  const difference = differenceOf(from, to, "");
  if (difference === undefined) return undefined;
  const { apiVersion, kind, metadata } = to;
  const { metadata: changed = {}, ...rest } = difference as { metadata?: object };
  return { apiVersion, kind, metadata: { ...changed, name: metadata.name }, ...rest };
}

function differenceOf(from: unknown, to: unknown, name: string): unknown {
  if (isSame(from, to)) return undefined;
  if (Array.isArray(from) && Array.isArray(to)) return listDifference(from, to, name);
  if (isMap(from) && isMap(to)) return mapDifference(from, to);
  return tidy(to);
}

type Map = Readonly<Record<string, unknown>>;

function mapDifference(from: Map, to: Map): Map {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  const changes = keys
    .filter((key) => from[key] !== undefined || to[key] !== undefined)
    .map((key) => [key, to[key] === undefined ? null : differenceOf(from[key], to[key], key)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== undefined));
}

/** Items that are known by a key are merged one by one; a list of others is replaced. */
function listDifference(from: readonly unknown[], to: readonly unknown[], name: string): unknown {
  const key = mergeKeys[name]?.find((candidate) => [...from, ...to].every((item) => isMap(item) && candidate in item));
  if (key === undefined) return tidy(to);
  const itemsOf = (list: readonly unknown[]): ReadonlyMap<unknown, Map> =>
    new Map(list.filter(isMap).map((item) => [item[key], item]));
  const [before, after] = [itemsOf(from), itemsOf(to)];
  const changed = [...after].flatMap(([id, item]) => {
    const old = before.get(id);
    if (!old) return [tidy(item)];
    const change = mapDifference(old, item);
    return Object.keys(change).length > 0 ? [{ [key]: id, ...change }] : [];
  });
  const removed = [...before.keys()].filter((id) => !after.has(id)).map((id) => ({ $patch: "delete", [key]: id }));
  return [...changed, ...removed];
}

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Most of an environment is as in the base, and is compared once for each. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Map, b as Map];
  for (const key in one) if (!isSame(one[key], other[key])) return false;
  for (const key in other) if (one[key] === undefined && other[key] !== undefined) return false;
  return true;
}
