import type { Schema } from "./schema.ts";

/** A value that operators expect at a place of objects. */
export interface Knob {
  /** The kinds of objects that have it. */
  readonly kinds: readonly string[];
  /** Its place in them; the template of pods is `template` in all kinds. */
  readonly at: string;
  /** The item of the nearest list that it is in, where other items have other values. */
  readonly item?: string;
  /** Whose value it is: the workload's, one that `defaults` may set for all workloads, or the chart's. */
  readonly of: "workload" | "all" | "chart";
  /**
   * How it is printed. `set`: always. `optional`: unless it is empty. `replace`: in place of what the object has, unless it
   * is empty. `extend`: after what the object has.
   */
  readonly form: "set" | "optional" | "replace" | "extend";
  /** Its path below the workload or in the chart; `*` is the item of the nearest list. */
  readonly value: string;
  /** Its path below `defaults`, where it is another. */
  readonly shared?: string;
  /** The value that is empty. */
  readonly empty?: unknown;
  readonly schema: Schema;
  readonly description: string;
}
