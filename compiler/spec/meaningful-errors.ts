import type { ErrorObject } from "ajv";

/**
 * One mistake in a union makes an error for each alternative. The alternatives have distinct types, so what is left
 * when the errors about the type are dropped concerns the one that was meant; if nothing is left, no type fits.
 * `at` returns the value at a JSON Pointer.
 */
export function meaningful(errors: readonly ErrorObject[], at: (pointer: string) => unknown): readonly ErrorObject[] {
  const unions = new Set(errors.filter(isUnion).map((error) => error.instancePath));
  const concrete = errors
    .filter((error) => !(unions.has(error.instancePath) && error.keyword === "type"))
    .filter((error) => !isAboutName(error, at));
  return concrete
    .filter((error) => !(isUnion(error) && concrete.some((other) => explains(other, error))))
    .filter((error, _, all) => !all.some((other) => isWhy(other, error)));
}

/** Whether an error is more specific than another one for the same value: it lists the allowed words, or the range. */
function isWhy(error: ErrorObject, other: ErrorObject): boolean {
  if (error === other || error.instancePath !== other.instancePath) return false;
  if (error.keyword === "enum") return other.keyword === "type";
  return ["minimum", "maximum"].includes(error.keyword) && other.keyword === "enum";
}

/** Whether an error is why no alternative of a union fits. */
function explains(error: ErrorObject, union: ErrorObject): boolean {
  const isSame = error.instancePath === union.instancePath && !isUnion(error);
  return isSame || error.instancePath.startsWith(`${union.instancePath}/`);
}

/** An invalid name of a key is also reported for its owner, which is not a string; `propertyNames` has the name. */
function isAboutName(error: ErrorObject, at: (pointer: string) => unknown): boolean {
  if (error.keyword !== "pattern" && error.keyword !== "enum") return false;
  return typeof at(error.instancePath) === "object";
}

function isUnion(error: ErrorObject): boolean {
  return error.keyword === "anyOf";
}
