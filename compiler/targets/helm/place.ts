import { camelCase } from "../../kubernetes/chart-keys.ts";
import { isMap } from "../../kubernetes/object.ts";

/** Where a part of an object is. */
export interface Place {
  readonly kind: string;
  /** The key of the workload in the chart's values; of the platform's own objects, that of the object. */
  readonly owner: string;
  /** Whether the object belongs to a workload. */
  readonly isWorkloads: boolean;
  /** For the table of knobs: `template.spec.containers[].image`. The template of pods is at one path in all kinds. */
  readonly path: string;
  /** The keys of the items of lists on the way, the last first. */
  readonly items: readonly string[];
  /** The path in the words of operators, for a value without a fixed name. */
  readonly words: readonly string[];
  /** The field that the value is in. */
  readonly field: string;
}

/** The words for a kind of object whose name means little to operators. */
const kindWords: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ["files"],
  CronJob: [],
  Deployment: [],
  HorizontalPodAutoscaler: ["autoscaling"],
  Job: [],
  PersistentVolumeClaim: ["storage"],
  StatefulSet: [],
};

/** Fields that say nothing to operators: what contains them does. */
const silent = new Set([
  "spec",
  "template",
  "jobTemplate",
  "metadata",
  "data",
  "containers",
  "value",
  "annotations",
  "labels",
]);

/** The place of an object. `part` tells it from others of its kind that the workload has. */
export function placeOfObject(kind: string, owner: string, isWorkloads: boolean, part: string): Place {
  const own = kindWords[kind] ?? [camelCase(kind.charAt(0).toLowerCase() + kind.slice(1))];
  const words = part === "" ? own : [...own, camelCase(part)];
  const isClaim = kind === "PersistentVolumeClaim";
  return { kind, owner, isWorkloads, path: "", items: isClaim ? [part] : [], words: [owner, ...words], field: "" };
}

/** The place of a field. */
export function placeOfField(place: Place, key: string): Place {
  const full = place.path === "" ? key : `${place.path}.${key}`;
  const path = key === "template" && /^spec\.(jobTemplate\.spec\.)?template$/.test(full) ? key : full;
  const words = silent.has(key) ? place.words : [...place.words, wordOf(key)];
  return { ...place, path, words, field: key };
}

/** The place of an item of a list. A container adds no word, because a pod has only one. */
export function placeOfItem(place: Place, item: string): Place {
  const isContainer = place.field === "containers";
  const words = isContainer ? place.words : [...place.words, wordOf(item)];
  return { ...place, path: `${place.path}[]`, items: [item, ...place.items], words, field: "" };
}

/** Names of variables stay as they are. */
function wordOf(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : camelCase(key);
}

/** What the items of a list are known by, by the name of the list. */
const itemKeys: Readonly<Record<string, (item: Readonly<Record<string, unknown>>) => unknown>> = {
  containers: ({ name }) => name,
  env: ({ name }) => name,
  metrics: ({ resource }) => (isMap(resource) ? resource.name : undefined),
  ports: ({ name }) => name,
  volumeClaimTemplates: ({ metadata }) => (isMap(metadata) ? metadata.name : undefined),
  volumeMounts: ({ mountPath }) => mountPath,
  volumes: ({ name }) => name,
};

/** The keys of a list's items; undefined where they have none that are all different. */
export function keysOfItems(field: string, list: readonly unknown[]): readonly string[] | undefined {
  const keyOf = itemKeys[field];
  if (!keyOf) return undefined;
  const keys = list.map((item) => (isMap(item) ? keyOf(item) : undefined));
  const isKeyed = keys.every((key) => typeof key === "string") && new Set(keys).size === keys.length;
  return isKeyed ? (keys as readonly string[]) : undefined;
}
