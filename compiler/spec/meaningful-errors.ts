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
  const causes = causesOf(concrete);
  const keywords = keywordsOf(concrete);
  return concrete.filter(({ instancePath, keyword }) => {
    if (keyword === "anyOf") return !causes.has(instancePath);
    // Of errors about one value, the more specific one is kept: it lists the allowed words, or the range.
    const others = keywords.get(instancePath);
    if (keyword === "type") return !others?.has("enum");
    return keyword !== "enum" || !(others?.has("minimum") || others?.has("maximum"));
  });
}

/** The values with an error that is why no alternative of a union fits: an error of the value, or of one that it contains. */
function causesOf(errors: readonly ErrorObject[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const error of errors) {
    const { instancePath: path } = error;
    if (!isUnion(error)) found.add(path);
    for (let end = path.lastIndexOf("/"); end >= 0; end = path.lastIndexOf("/", end - 1)) {
      found.add(path.slice(0, end));
      if (end === 0) break;
    }
  }
  return found;
}

function keywordsOf(errors: readonly ErrorObject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { instancePath, keyword } of errors) {
    const known = found.get(instancePath);
    if (known) known.add(keyword);
    else found.set(instancePath, new Set([keyword]));
  }
  return found;
}

/** An invalid name of a key is also reported for its owner, which is not a string; `propertyNames` has the name. */
function isAboutName(error: ErrorObject, at: (pointer: string) => unknown): boolean {
  if (error.keyword !== "pattern" && error.keyword !== "enum") return false;
  return typeof at(error.instancePath) === "object";
}

function isUnion(error: ErrorObject): boolean {
  return error.keyword === "anyOf";
}
