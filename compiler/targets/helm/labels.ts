import { type Fields, isMap } from "../../kubernetes/object.ts";
import { hasHole } from "../../kubernetes/scope.ts";
import { quoted, root } from "./expression.ts";
import type { Field, Merger } from "./merge.ts";
import { type Entry, pipeline } from "./node.ts";

const [name, instance, component, manager, part] = [
  "app.kubernetes.io/name",
  "app.kubernetes.io/instance",
  "app.kubernetes.io/component",
  "app.kubernetes.io/managed-by",
  "app.kubernetes.io/part-of",
];

/** The fields whose labels helpers print. */
const helped = new Set(["labels", "matchLabels", "selector"]);

/** Labels that a helper of the chart prints, and after them the others; undefined where no helper prints these. */
export function labelEntries(field: Field, merge: Merger): readonly Entry[] | undefined {
  if (!helped.has(field.key)) return undefined;
  const present = field.columns.filter(isMap);
  const [labels] = present;
  if (!labels) return undefined;
  const keys = helperKeys(labels);
  const isShared = present.every((map) => keys.every((key) => map[key] === labels[key]));
  if (keys.length === 0 || !isShared) return undefined;
  const rest = field.columns.map((map) => (isMap(map) ? without(map, keys) : undefined));
  return [{ key: undefined, node: pipeline(includeOf(labels, merge.chart)) }, ...merge.entries(rest, field.place)];
}

/** The labels that a helper prints together. */
function helperKeys(labels: Fields): readonly string[] {
  if (!hasHole(labels[instance])) return [];
  const common = [instance, manager, part, ...("owner" in labels ? ["owner"] : [])];
  if (labels[manager] !== undefined) return labels[name] === undefined ? common : [...common, name, component];
  return labels[name] === undefined ? [] : [name, instance];
}

function includeOf(labels: Fields, chart: string): string {
  const workload = `"name" ${quoted(String(labels[name]))}`;
  if (labels[manager] === undefined)
    return `include ${quoted(`${chart}.selectorLabels`)} (dict ${workload} "context" ${root})`;
  if (labels[name] === undefined) return `include ${quoted(`${chart}.commonLabels`)} ${root}`;
  const kind = `"component" ${quoted(String(labels[component]))}`;
  return `include ${quoted(`${chart}.labels`)} (dict ${workload} ${kind} "context" ${root})`;
}

function without(map: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}
