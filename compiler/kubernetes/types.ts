import { kubernetesTypes } from "../built/kubernetes-types.js";
import { type Fields, isMap, type KubernetesObject } from "./object.ts";

/**
 * The types of the kinds that varai-gen makes, from the API's own description: the fields of each type, of which required
 * ones end with `!`. `[T]` is a list of T, `{T}` a map to T, and `A|B` either of two.
 */
interface TypeTable {
  readonly source: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let table: TypeTable | undefined;

/** What the API would not accept of an object: where, and why. Undefined where nothing is wrong. */
export function problemOfObject(object: KubernetesObject): string | undefined {
  table ??= JSON.parse(kubernetesTypes) as TypeTable;
  const type = table.kinds[String(object.kind)];
  return type === undefined ? undefined : problemOf(object, type, "", table);
}

function problemOf(value: unknown, type: string, path: string, types: TypeTable): string | undefined {
  const place = path === "" ? "the object" : path;
  if (value === undefined || type === "any") return undefined;
  if (type.startsWith("[")) {
    if (!Array.isArray(value)) return `${place} must be a list`;
    return firstOf(value.map((item, index) => () => problemOf(item, type.slice(1, -1), `${path}/${index}`, types)));
  }
  if (type.startsWith("{")) {
    if (!isMap(value)) return `${place} must be a map`;
    const entries = Object.entries(value);
    return firstOf(
      entries.map(
        ([key, entry]) =>
          () =>
            problemOf(entry, type.slice(1, -1), `${path}/${key}`, types),
      ),
    );
  }
  const fields = types.types[type];
  if (fields) return isMap(value) ? problemOfFields(value, fields, path, types) : `${place} must be a map`;
  const words = type.split("|");
  return words.some((word) => isOfType(value, word)) ? undefined : `${place} must be a ${words.join(" or a ")}`;
}

function problemOfFields(
  value: Fields,
  fields: Readonly<Record<string, string>>,
  path: string,
  types: TypeTable,
): string | undefined {
  const place = path === "" ? "the object" : path;
  const unknown = Object.keys(value).find((key) => fields[key] === undefined && fields[`${key}!`] === undefined);
  if (unknown !== undefined) return `${place} has no field '${unknown}'`;
  const missing = Object.keys(fields).find((key) => key.endsWith("!") && value[key.slice(0, -1)] === undefined);
  if (missing !== undefined) return `${place} needs the field '${missing.slice(0, -1)}'`;
  return firstOf(
    Object.entries(value).map(
      ([key, entry]) =>
        () =>
          problemOf(entry, fields[key] ?? fields[`${key}!`] ?? "any", `${path}/${key}`, types),
    ),
  );
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
