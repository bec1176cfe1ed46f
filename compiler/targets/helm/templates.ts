import { camelCase } from "../../kubernetes/chart-keys.ts";
import type { Cluster } from "../../kubernetes/context.ts";
import { fileOf } from "../../kubernetes/files.ts";
import { identityOf, type OwnedObject } from "../../kubernetes/object.ts";
import { hole } from "../../kubernetes/scope.ts";
import type { ChartInput, ObjectRow, ObjectRows } from "./chart-input.ts";
import { chartObject, checksumsOf } from "./chart-object.ts";
import { conditionsOf } from "./conditions.ts";
import type { Expression } from "./expression.ts";
import { groupsOf } from "./groups.ts";
import { knobsOf } from "./knobs.ts";
import { Merger } from "./merge.ts";
import type { Node } from "./node.ts";
import { placeOfObject } from "./place.ts";

/** A template of the chart: one object, and the conditions under which a release has it. */
export interface Template {
  /** Below the folder `templates`. */
  readonly path: string;
  readonly node: Node;
  readonly conditions: readonly Expression[];
}

const prefix = `${hole("fullname")}-`;

/** A template for every object that some environment has. */
export function templatesOf(input: ChartInput): readonly Template[] {
  const rows = rowsOf(input.clusters);
  const configMaps = rows.ofKind.get("ConfigMap") ?? [];
  const hasPriority = rows.ofKind.has("PriorityClass");
  return rows.all.map((row) => {
    const { owned } = row;
    const { object, workload } = owned;
    const place = placeOf(owned, input);
    const siblings = rows.ofWorkload.get(workload ?? "") ?? [];
    const autoscalers = siblings.find((other) => other.owned.object.kind === "HorizontalPodAutoscaler");
    const objects = row.columns.map(
      (column) => column && chartObject(column, checksumsOf(column, configMaps, prefix), input),
    );
    const knobs = knobsOf({ objects, autoscalers: autoscalers?.columns ?? [], hasPriority });
    const merger = new Merger(input.chart, input.values, knobs);
    const conditions = conditionsOf(row, { place, merger, rows, part: partOf(owned) });
    return { path: fileOf({ workload, object }, prefix), node: merger.node(objects, place), conditions };
  });
}

/** The objects of all environments, those of the base first. What only the base has is in no release. */
function rowsOf(clusters: readonly Cluster[]): ObjectRows {
  const indexes = clusters.map(({ objects }) => new Map(objects.map((owned) => [identityOf(owned.object), owned])));
  const ids = new Set(indexes.flatMap((index) => [...index.keys()]));
  const all = [...ids].flatMap((id): readonly ObjectRow[] => {
    const found = indexes.map((index) => index.get(id));
    const [owned] = found.slice(1).filter((one) => one !== undefined);
    return owned ? [{ owned, columns: found.map((one) => one?.object) }] : [];
  });
  return {
    all,
    ofKind: groupsOf(all, ({ owned }) => owned.object.kind),
    ofWorkload: groupsOf(all, ({ owned }) => owned.workload ?? ""),
  };
}

function placeOf(owned: OwnedObject, { keys }: ChartInput) {
  const { workload, object } = owned;
  const name = object.metadata.name.replace(prefix, "");
  const owner = workload === undefined ? camelCase(name) : (keys.get(workload) ?? camelCase(workload));
  return placeOfObject(object.kind, owner, workload !== undefined, partOf(owned));
}

/** What an object's name has after that of its workload: `models` of the claim `recommendation-models`. */
function partOf({ workload, object }: OwnedObject): string {
  const name = object.metadata.name.replace(prefix, "");
  const isPart = workload !== undefined && object.kind !== "ConfigMap" && name.length > workload.length;
  return isPart ? name.slice(workload.length + 1) : "";
}
