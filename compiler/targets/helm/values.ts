import type { Expression } from "./expression.ts";
import { valueAt } from "./expression.ts";
import type { Schema } from "./schema.ts";

/** A value of the chart. */
export interface ChartValue {
  /** Where it is in values.yaml. */
  readonly path: readonly string[];
  readonly description: string;
  readonly schema: Schema;
  /** In the base, then in each environment; undefined: the environment has no place for it. */
  readonly columns: readonly unknown[];
  /** Whether values.yaml has it. Values that are rarely set are in its schema and the README alone. */
  readonly isListed: boolean;
  /** The value that takes its place while it is not set: that of all workloads, by its path. */
  readonly fallback?: readonly string[];
}

/** A value that all workloads have, and that may be set for all of them at once. */
export interface SharedValue {
  /** Below the workload, and below `defaults`. */
  readonly path: readonly string[];
  readonly sharedPath: readonly string[];
  readonly description: string;
  readonly schema: Schema;
  readonly columns: readonly unknown[];
  /** The value where no object has one. */
  readonly empty: unknown;
}

/**
 * All values of a chart: values.yaml, its schema, the values of environments and the table in the README are made of
 * these. Two places of objects may read one value.
 */
export class Values {
  readonly #values = new Map<string, ChartValue>();
  /** The paths of the maps around the values. */
  readonly #maps = new Set<string>();
  readonly #shared = new Map<string, { readonly value: SharedValue; readonly owners: Map<string, Owner> }>();

  /** Adds a value and returns the expression that reads it. A path that another value has or contains gets a number. */
  add(value: Omit<ChartValue, "isListed"> & { readonly isListed?: boolean }): Expression {
    const path = this.#free(value);
    const key = path.join(".");
    if (this.#values.has(key)) return valueAt(path);
    this.#values.set(key, { isListed: true, ...value, path });
    for (const map of ownersOf(key)) this.#maps.add(map);
    return valueAt(path);
  }

  /** Adds a value of a workload that `defaults` may set for all, and returns the expression that reads it. */
  addShared(workload: string, value: SharedValue): Expression {
    const key = value.sharedPath.join(".");
    const shared = this.#shared.get(key) ?? { value, owners: new Map<string, Owner>() };
    this.#shared.set(key, shared);
    const own = [workload, ...value.path];
    shared.owners.set(own.join("."), { path: own, columns: value.columns });
    return `${valueAt(own)} | default ${valueAt(["defaults", ...value.sharedPath])}`;
  }

  /** Every value, those of `defaults` first. A workload whose value is another than that of most has it listed. */
  all(): readonly ChartValue[] {
    const shared = [...this.#shared.values()].flatMap(({ value, owners }) => sharedValues(value, owners));
    return [...shared, ...this.#values.values()];
  }

  #free({ path, columns }: Pick<ChartValue, "path" | "columns">): readonly string[] {
    const isSame = (other: ChartValue): boolean => JSON.stringify(other.columns) === JSON.stringify(columns);
    const last = path.at(-1) ?? "";
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? path : [...path.slice(0, -1), `${last}${number}`];
      const key = candidate.join(".");
      const existing = this.#values.get(key);
      if (existing && isSame(existing)) return candidate;
      const isTaken = existing || this.#maps.has(key) || ownersOf(key).some((owner) => this.#values.has(owner));
      if (!isTaken) return candidate;
    }
  }
}

/** The paths of the maps around a path: `a` and `a.b` of `a.b.c`. */
function ownersOf(path: string): readonly string[] {
  const owners: string[] = [];
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) owners.push(path.slice(0, dot));
  return owners;
}

/** The value of a workload that overrides a shared one. */
type Owner = Pick<ChartValue, "path" | "columns">;

function sharedValues(
  { sharedPath, description, schema, empty }: SharedValue,
  owners: ReadonlyMap<string, Owner>,
): readonly ChartValue[] {
  const filled = [...owners.values()].map(({ path, columns }) => ({
    path,
    columns: columns.map((one) => one ?? empty),
  }));
  const printed = filled.map(({ columns }) => JSON.stringify(columns));
  const counts = new Map<string, number>();
  for (const text of printed) counts.set(text, (counts.get(text) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const common = printed.find((text) => counts.get(text) === most) ?? "";
  const fallback = ["defaults", ...sharedPath];
  const columns = filled[printed.indexOf(common)]?.columns ?? [];
  const own = filled.map((owner, index): ChartValue => {
    return { ...owner, description, schema, isListed: printed[index] !== common, fallback };
  });
  return [{ path: fallback, description, schema, columns, isListed: true }, ...own];
}
