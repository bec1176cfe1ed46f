/** A JSON Schema (draft 7) of a value of the chart. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly $ref?: string;
}

/** A map whose values are strings, such as labels. */
export const stringMap: Schema = { type: "object", additionalProperties: { type: "string" } };

/** A part of a pod that the Kubernetes API checks. */
export const anyMap: Schema = { type: "object" };

/** A list of parts of a pod that the Kubernetes API checks. */
export const anyList: Schema = { type: "array", items: { type: "object" } };

/** Items of the Kubernetes API that are known by their names. */
export const namedList: Schema = {
  type: "array",
  items: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
};

/** An amount, such as `500m` or `1Gi`. */
export const quantity: Schema = { type: ["string", "number"], pattern: "^[0-9.]+([eE][+-]?[0-9]+|[numkMGTPE]i?)?$" };

/** A string. */
export const string: Schema = { type: "string" };

/** True or false. */
export const boolean: Schema = { type: "boolean" };

/** A whole number that is not negative. */
export const count: Schema = { type: "integer", minimum: 0 };

/** The schema of values that environments have in one place. */
export function schemaOf(values: readonly unknown[]): Schema {
  const present = values.filter((value) => value !== undefined);
  const types = [...new Set(present.map(typeOf))].sort();
  const type = types.length === 1 ? types[0] : types;
  if (types.includes("array")) return { type: type ?? "array" };
  return type === undefined ? {} : { type };
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return value === null ? "null" : typeof value;
}
