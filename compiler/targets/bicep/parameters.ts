import { BicepCode, type BicepValue, bicepKey, isBicepKey, printBicep, quoteBicep } from "../../literals/bicep.ts";

/** A type of Bicep: a word such as `string[]`, or an object with described properties. */
export type BicepType = string | readonly Property[];

/** A property of an object. */
export interface Property {
  readonly name: string;
  readonly description: string;
  readonly type: BicepType;
}

/** What a setting can be. */
export type Literal = string | number | boolean | readonly Literal[] | { readonly [key: string]: Literal };

/** A type as templates write it; the lines after the first one are indented by `indent` spaces. */
export function printType(type: BicepType, indent = 0): string {
  if (typeof type === "string") return type;
  const margin = " ".repeat(indent + 2);
  const properties = type.map(
    ({ name, description, type: inner }) =>
      `${margin}@description(${quoteBicep(description)})\n${margin}${bicepKey(name)}: ${printType(inner, indent + 2)}\n`,
  );
  return `{\n${properties.join("\n")}${" ".repeat(indent)}}`;
}

/** Reads a property of an object: `secrets['auth-secret']`, `settings.replicas.min`. */
export function propertyOf(object: string, ...path: readonly string[]): string {
  return path.reduce((code, name) => `${code}${isBicepKey(name) ? `.${name}` : `[${quoteBicep(name)}]`}`, object);
}

/** A parameter of a template. */
export interface Parameter {
  readonly name: string;
  readonly type: BicepType;
  readonly description: string;
  readonly isSecure?: boolean;
  /** The least and the most that a number can be. */
  readonly bounds?: readonly [least: number, most: number];
}

/** A parameter as a template writes it. */
export interface ParameterView {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly isSecure: boolean;
  /** Whether its name is that of a secret for the linter, which it is not (secure-secrets-in-params). */
  readonly looksSecret: boolean;
  readonly hasBounds: boolean;
  readonly least: number;
  readonly most: number;
  /** ` = ...`, or empty. */
  readonly default: string;
}

/** A parameter as a template writes it. */
export function parameterView(parameter: Parameter & { readonly default?: string | undefined }): ParameterView {
  const { name, type, description, isSecure = false, bounds, default: value } = parameter;
  const [least, most] = bounds ?? [0, 0];
  const hasBounds = bounds !== undefined;
  const isObject = typeof type !== "string" || !["int", "bool", "secretsType"].includes(type);
  const looksSecret = !isSecure && isObject && /password|pwd|secret|accountkey|acctkey/i.test(name);
  return {
    name,
    type: printType(type),
    description,
    isSecure,
    looksSecret,
    hasBounds,
    least,
    most,
    default: value === undefined ? "" : ` = ${value}`,
  };
}

/** The parameters of one module, each with what main.bicep passes for it. */
export class ModuleParameters {
  readonly #byName = new Map<string, Parameter & { readonly argument: BicepValue }>();
  readonly #objects = new Map<string, Map<string, BicepValue>>();

  /** Declares a parameter of the module, and what is passed for it. */
  take(parameter: Parameter, argument: string): BicepCode {
    this.#byName.set(parameter.name, { ...parameter, argument: new BicepCode(argument) });
    return new BicepCode(parameter.name);
  }

  /** Declares a property of a parameter that is an object, and what is passed for it. */
  takeProperty(object: Omit<Parameter, "type">, property: Property, argument: string): BicepCode {
    const values = this.#objects.get(object.name) ?? new Map<string, BicepValue>();
    this.#objects.set(object.name, values.set(property.name, new BicepCode(argument)));
    const known = this.#byName.get(object.name)?.type ?? [];
    const others = typeof known === "string" ? [] : known.filter(({ name }) => name !== property.name);
    const type = [...others, property].sort(byName);
    const value = Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.#byName.set(object.name, { ...object, type, argument: value });
    return new BicepCode(propertyOf(object.name, property.name));
  }

  /** What main.bicep passes, by name. */
  arguments(): Readonly<Record<string, BicepValue>> {
    return Object.fromEntries(this.#sorted().map(({ name, argument }) => [name, argument]));
  }

  /** What templates write. */
  views(): readonly ParameterView[] {
    return this.#sorted().map(parameterView);
  }

  #sorted(): readonly (Parameter & { readonly argument: BicepValue })[] {
    return [...this.#byName.values()].sort(byName);
  }
}

/** By name. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** What a value is in a parameter file. */
export function printLiteral(value: Literal | BicepCode): string {
  return printBicep(value as BicepValue);
}
