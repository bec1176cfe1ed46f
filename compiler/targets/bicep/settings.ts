import { BicepCode, type BicepValue } from "../../literals/bicep.ts";
import { type BicepType, byName, type Literal, type Property, propertyOf } from "./parameters.ts";

/** A value of a setting in one environment. Code is that of a parameter file. */
export type SettingValue = Literal | BicepCode;

interface Leaf {
  readonly path: readonly string[];
  readonly description: string;
  readonly type: string;
  /** By deployment. */
  readonly values: readonly SettingValue[];
}

/** How the groups of settings are described. */
const groups: Readonly<Record<string, string>> = {
  alerts: "Thresholds of alerts.",
  env: "Environment variables. A list holds the pieces of a value between references.",
  liveness: "Liveness probe.",
  load: "Average load above which replicas are added, in percent.",
  probes: "Timing of the probes.",
  queue: "Queue that the app scales on.",
  readiness: "Readiness probe.",
  replicas: "Number of replicas.",
  schedules: "Replicas of each schedule.",
  startup: "Startup probe.",
};

/** What environments differ in: one object in each parameter file. What is the same everywhere stands in the template. */
export class Settings {
  /** The parameter of the module that gets the object. */
  readonly #name: string;
  readonly #leaves: Map<string, Leaf>;

  constructor(name = "settings", leaves = new Map<string, Leaf>()) {
    this.#name = name;
    this.#leaves = leaves;
  }

  /** The same settings, read from an object of another name. */
  readFrom(name: string): Settings {
    return new Settings(name, this.#leaves);
  }

  get isEmpty(): boolean {
    return this.#leaves.size === 0;
  }

  /** A value that is the same everywhere, or else how the module reads it. Undefined: of no interest there. */
  vary(path: readonly string[], description: string, values: readonly (Literal | undefined)[]): BicepValue {
    const [first] = values.filter((value) => value !== undefined);
    if (first === undefined) return "";
    const isOne = values.every((value) => value === undefined || isSame(value, first));
    return isOne ? (first as BicepValue) : this.add(path, description, values);
  }

  /** A setting of every environment, and how the module reads it. Some value is there. */
  add(
    path: readonly string[],
    description: string,
    values: readonly (SettingValue | undefined)[],
    type?: string,
  ): BicepCode {
    const [first] = values.filter((value) => value !== undefined);
    if (first === undefined) throw new Error(`the setting ${path.join(".")} has no value`);
    const filled = values.map((value) => value ?? first);
    this.#leaves.set(JSON.stringify(path), { path, description, type: type ?? typeOf(filled), values: filled });
    return new BicepCode(propertyOf(this.#name, ...path));
  }

  /** The type of the object. */
  get type(): BicepType {
    return typeAt([...this.#leaves.values()], 0);
  }

  /** The object of an environment. */
  valueOf(index: number): BicepValue {
    return valueAt([...this.#leaves.values()], 0, index);
  }
}

function branches(leaves: readonly Leaf[], depth: number): readonly (readonly [string, readonly Leaf[]])[] {
  const names = [...new Set(leaves.map(({ path }) => path[depth] ?? ""))].sort();
  return names.map((name) => [name, leaves.filter(({ path }) => path[depth] === name)]);
}

function typeAt(leaves: readonly Leaf[], depth: number): readonly Property[] {
  return branches(leaves, depth)
    .map(([name, inner]): Property => {
      const [leaf] = inner;
      const isLeaf = leaf?.path.length === depth + 1;
      return isLeaf
        ? { name, description: leaf.description, type: leaf.type }
        : { name, description: groups[name] ?? "", type: typeAt(inner, depth + 1) };
    })
    .sort(byName);
}

function valueAt(leaves: readonly Leaf[], depth: number, index: number): BicepValue {
  const entries = branches(leaves, depth).map(([name, inner]): readonly [string, BicepValue] => {
    const [leaf] = inner;
    const value = leaf?.path.length === depth + 1 ? leaf.values[index] : undefined;
    return [name, value === undefined ? valueAt(inner, depth + 1, index) : (value as BicepValue)];
  });
  return Object.fromEntries(entries);
}

function typeOf(values: readonly SettingValue[]): string {
  const value = values.find((one) => !(one instanceof BicepCode));
  if (value === undefined || typeof value === "string") return "string";
  if (typeof value === "number") return "int";
  return typeof value === "boolean" ? "bool" : "string[]";
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
