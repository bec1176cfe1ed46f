import { formatPath, type SpecPath } from "./path.ts";
import { resolve, rootSchema, type Schema } from "./schema.ts";

/** How deep keys are looked for, and how many places are named. */
const limits = { depth: 7, places: 2 };

/** Any name of an entry, and any item of a list. */
const [anyName, anyItem] = ["<name>", "[]"];

/**
 * The places in which a key exists, for one that is in the wrong map: the closest ones to that map, written as
 * `services.api.resources.cpu`. Empty if the key exists nowhere near.
 */
export function placesOfKey(key: string, owner: SpecPath): readonly string[] {
  const found = [...pathsOf(key, rootSchema, [])].map((path) => ({ path, shared: sharedWith(owner, path) }));
  const most = Math.max(0, ...found.map(({ shared }) => shared));
  // A place in another section is meant only if the section has the key itself.
  const close = found.filter(({ path, shared }) => shared === most && (most > 0 || path.length <= 2));
  const shortest = Math.min(...close.map(({ path }) => path.length));
  return close
    .filter(({ path }) => path.length <= shortest + 1)
    .sort((a, b) => a.path.length - b.path.length)
    .slice(0, limits.places)
    .map(({ path, shared }) =>
      formatPath([...owner.slice(0, shared), ...path.slice(shared)]).replaceAll(
        /"(<name>)"|\."?\[\]"?/g,
        (_, name) => name ?? "[0]",
      ),
    );
}

function sharedWith(owner: SpecPath, path: readonly string[]): number {
  const different = owner.findIndex((key, index) => {
    const other = path[index];
    return (
      other !== key &&
      !(other === anyName && typeof key === "string") &&
      !(other === anyItem && typeof key === "number")
    );
  });
  return different < 0 ? owner.length : different;
}

/** Every path in the schema that ends with the key. */
function* pathsOf(key: string, schema: Schema, path: readonly string[]): Iterable<readonly string[]> {
  if (path.length > limits.depth) return;
  for (const alternative of schema.anyOf ?? []) yield* pathsOf(key, resolve(alternative).schema, path);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (name === key) yield [...path, name];
    yield* pathsOf(key, resolve(member).schema, [...path, name]);
  }
  if (schema.additionalProperties) yield* pathsOf(key, resolve(schema.additionalProperties).schema, [...path, anyName]);
  if (schema.items) yield* pathsOf(key, resolve(schema.items).schema, [...path, anyItem]);
}
