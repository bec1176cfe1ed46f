import type { Cluster } from "../../kubernetes/context.ts";
import type { KubernetesObject, OwnedObject } from "../../kubernetes/object.ts";
import type { Values } from "./values.ts";

/** What templates are made of. */
export interface ChartInput {
  readonly chart: string;
  /** The base, then the environments. */
  readonly clusters: readonly Cluster[];
  /** The keys of workloads in the values, by name. */
  readonly keys: ReadonlyMap<string, string>;
  readonly values: Values;
}

/** All objects of a chart, in order and by what they are looked up by. */
export interface ObjectRows {
  readonly all: readonly ObjectRow[];
  readonly ofKind: ReadonlyMap<string, readonly ObjectRow[]>;
  /** Those of the platform itself are under the empty name. */
  readonly ofWorkload: ReadonlyMap<string, readonly ObjectRow[]>;
}

/** An object in the base and in each environment. */
export interface ObjectRow {
  readonly owned: OwnedObject;
  readonly columns: readonly (KubernetesObject | undefined)[];
}
