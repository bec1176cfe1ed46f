/** An object of the Kubernetes API, as the tools print it. */
interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** What is put into a cluster. */
export type Cluster = readonly KubernetesObject[];

// The differences between Kustomize and Helm, all of them. Everything else has to be the same, field by field.

/** Helm names itself and its chart, as its conventions want. */
const labelsApart = new Set(["app.kubernetes.io/managed-by", "helm.sh/chart"]);

/**
 * Kustomize puts the hash of a ConfigMap into its name, Helm into an annotation of the pods; and Helm alone can keep a
 * claim when a release is removed.
 */
const annotationsApart = new Set(["checksum/files", "checksum/settings", "helm.sh/resource-policy"]);
const hashedName = /^(settings|.+-files)-[a-z0-9]{10}$/;

/** Every revision of a release has a Job of its own. Kustomize's Jobs are deleted before each deployment. */
const firstRevision = /^(.+)-1$/;

/** Kustomize denies all calls in the namespace of a platform. A chart does so for the pods of its release alone. */
const denied = "default-deny";

/** Lists that the API server merges by a key, so that their order means nothing. */
const keysOfLists = ["mountPath", "containerPort", "name"];

/**
 * Objects without these differences, by kind and name. Left out are hooks of Helm, what a subchart runs, and the namespace:
 * a chart cannot make the one that its release is in.
 */
export function normalized(cluster: Cluster, subcharts: readonly string[]): ReadonlyMap<string, unknown> {
  const objects = cluster.filter(
    ({ kind, metadata: { annotations = {}, labels = {} } }) =>
      kind !== "Namespace" &&
      !("helm.sh/hook" in annotations) &&
      !subcharts.includes(labels["app.kubernetes.io/name"] ?? ""),
  );
  const alike = objects.map(withNameOfJob).map(withoutDenied);
  return new Map(alike.map((object) => [nameOf(object), normalize(object)]));
}

/** Objects of a release without the start of its names, wherever it occurs: the only way in which names differ. */
export function withoutPrefix(cluster: Cluster, prefix: string): Cluster {
  return JSON.parse(JSON.stringify(cluster).replaceAll(`${prefix}-`, "")) as Cluster;
}

function withNameOfJob(object: KubernetesObject): KubernetesObject {
  const { kind, metadata } = object;
  const [, name] = firstRevision.exec(metadata.name) ?? [];
  const isRevision = kind === "Job" && name === metadata.labels?.["app.kubernetes.io/name"];
  return isRevision && name !== undefined ? { ...object, metadata: { ...metadata, name } } : object;
}

function withoutDenied(object: KubernetesObject): KubernetesObject {
  const isDeny = object.kind === "NetworkPolicy" && object.metadata.name === denied;
  return isDeny ? { ...object, spec: { ...object.spec, podSelector: {} } } : object;
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name.replace(hashedName, "$1")}`;
}

function normalize(value: unknown): unknown {
  if (typeof value === "string") return value.replace(hashedName, "$1");
  if (Array.isArray(value)) return sortedByKey(value.map(normalize));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, entry]) => [key, normalize(without(key, entry))] as const)
    .filter(([key, entry]) => !(key === "annotations" && Object.keys(entry as object).length === 0));
  return Object.fromEntries(entries);
}

function without(key: string, value: unknown): unknown {
  const apart = key === "labels" ? labelsApart : key === "annotations" ? annotationsApart : undefined;
  if (!apart || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !apart.has(name)));
}

function sortedByKey(list: readonly unknown[]): readonly unknown[] {
  const key = keysOfLists.find((name) =>
    list.every((item) => typeof item === "object" && item !== null && name in item),
  );
  if (key === undefined) return list;
  const text = (item: unknown): string => String((item as Record<string, unknown>)[key]);
  return list.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** Where two clusters differ, as `kind name/path: one, other`. */
export function differencesOf(
  kustomize: ReadonlyMap<string, unknown>,
  helm: ReadonlyMap<string, unknown>,
): readonly string[] {
  return [...new Set([...kustomize.keys(), ...helm.keys()])]
    .sort()
    .flatMap((name) => compare(kustomize.get(name), helm.get(name), name));
}

function compare(one: unknown, other: unknown, path: string): readonly string[] {
  if (isMap(one) && isMap(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
    return keys.flatMap((key) => compare(one[key], other[key], `${path}/${key}`));
  }
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((item, index) => compare(item, other[index], `${path}/${index}`));
  }
  const [left, right] = [JSON.stringify(one) ?? "nothing", JSON.stringify(other) ?? "nothing"];
  return left === right ? [] : [`${path}: Kustomize has ${left}, Helm ${right}`];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
