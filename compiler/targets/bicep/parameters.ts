import { BicepCode, type BicepValue, printBicep } from "../../literals/bicep.ts";
import { identifierOf } from "./names.ts";

/** A parameter of main.bicep. */
export interface Parameter {
  readonly name: string;
  readonly type: "string" | "int" | "bool" | "array" | "object";
  readonly description: string;
  readonly isSecure?: boolean;
  /** What holds unless a file of parameters says otherwise, in Bicep. */
  readonly usual?: string;
  /** What each environment's file of parameters says, in Bicep. Missing: nothing. */
  readonly values?: readonly string[];
}

/** What can be the value of a parameter. */
export type Literal = string | number | boolean | readonly Literal[] | { readonly [key: string]: Literal };

/** How a parameter that stands for something may be called: the shortest name that is free is taken. */
export interface Naming {
  readonly names: readonly (readonly string[])[];
  readonly description: string;
}

/** The parameters of main.bicep: what whoever deploys says, and what environments differ in. */
export class Parameters {
  readonly #byName = new Map<string, Parameter>();
  readonly #reserved: ReadonlySet<string>;

  /** `reserved` are names that mean something else in main.bicep or in a module. */
  constructor(reserved: readonly string[]) {
    this.#reserved = new Set(reserved);
  }

  /** Declares a parameter under the first of its names that is free, or finds the one that is the same. */
  declare(naming: Naming, parameter: Omit<Parameter, "name" | "description">): Parameter {
    const candidates = naming.names.map((words) => identifierOf(...words));
    const last = candidates.at(-1) ?? "parameter";
    for (const name of [...candidates, ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${last}${number}`)]) {
      const wanted: Parameter = { name, description: naming.description, ...parameter };
      const existing = this.#byName.get(name);
      if (existing && isSame(existing, wanted)) return existing;
      if (existing || this.#reserved.has(name)) continue;
      this.#byName.set(name, wanted);
      return wanted;
    }
    throw new Error(`there are too many parameters called ${last}`);
  }

  /** What has one value everywhere is that value; anything else is a parameter. Undefined: of no interest there. */
  vary(naming: Naming, values: readonly (Literal | undefined)[]): BicepValue | Parameter {
    const [first] = values.filter((value) => value !== undefined);
    if (first === undefined) return "";
    const isOne = values.every((value) => value === undefined || isSame(value, first));
    if (isOne) return first as BicepValue;
    const filled = values.map((value) => printBicep((value ?? first) as BicepValue));
    return this.declare(naming, { type: typeOf(first), values: filled });
  }

  /** By name. */
  sorted(): readonly Parameter[] {
    return [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** The parameters of one module, each with what main.bicep passes for it. */
export class ModuleParameters {
  readonly #byName = new Map<string, Parameter & { readonly argument: string }>();

  /** Uses a parameter of main.bicep in the module. */
  pass(parameter: Parameter): BicepCode {
    return this.take(parameter, parameter.name);
  }

  /** Declares a parameter of the module, and what is passed for it. */
  take(parameter: Omit<Parameter, "values" | "usual">, argument: string): BicepCode {
    const { name, type, description, isSecure = false } = parameter;
    this.#byName.set(name, { name, type, description, isSecure, argument });
    return new BicepCode(name);
  }

  /** What is the same everywhere as it is, anything else by a parameter of both. */
  use(value: BicepValue | Parameter): BicepValue {
    return isParameter(value) ? this.pass(value) : value;
  }

  /** What templates write: modules are told everything. */
  views(): readonly ParameterView[] {
    return this.sorted().map(({ usual: _, ...parameter }) => parameterView(parameter));
  }

  /** By name. */
  sorted(): readonly (Parameter & { readonly argument: string })[] {
    return [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** A parameter as a template writes it. */
interface ParameterView {
  readonly name: string;
  readonly type: Parameter["type"];
  readonly description: string;
  readonly isSecure: boolean;
  /** Whether its name is like that of a secret, which it is not. */
  readonly looksSecret: boolean;
  /** ` = ...`, or nothing. */
  readonly usual: string;
}

/** A parameter as a template writes it. */
export function parameterView({ name, type, description, isSecure = false, usual }: Parameter): ParameterView {
  // As Bicep's linter has it, in secure-secrets-in-params.
  const isText = type === "string" || type === "object";
  const looksSecret = !isSecure && isText && /password|pwd|secret|accountkey|acctkey/i.test(name);
  return { name, type, description, isSecure, looksSecret, usual: usual === undefined ? "" : ` = ${usual}` };
}

/** Whether it is a parameter, and no value. */
export function isParameter(value: BicepValue | Parameter): value is Parameter {
  return typeof value === "object" && value !== null && "name" in value && "type" in value;
}

function typeOf(value: Literal): Parameter["type"] {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "int";
  return typeof value === "boolean" ? "bool" : "array";
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
