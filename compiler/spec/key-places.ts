import { formatPath, type SpecPath } from "./path.ts";
import { alternativeFor, resolve, rootSchema, type Schema } from "./schema.ts";

/** How deep keys are looked for, and how many places are named. */
const limits = { depth: 7, places: 2 };

/** Any name of an entry, and any item of a list. */
const [anyName, anyItem] = ["<name>", "[]"];

/**
 * The places in which a key exists and can have a value of the same type, for one that is in the wrong map: the closest
 * ones to that map, written as `services.api.resources.cpu`. Empty if the key exists nowhere near.
 */
export function placesOfKey(key: string, owner: SpecPath, value: unknown): readonly string[] {
  const found = [...pathsOf(key, rootSchema, [])]
    .filter(({ schema }) => alternativeFor(schema.anyOf ?? [schema], value))
    .map(({ path }) => ({ path, shared: sharedWith(owner, path) }));
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

/** A key of the language: the path that leads to it, and the schema of its value. */
interface Place {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** Every path in the schema that ends with the key. */
function* pathsOf(key: string, schema: Schema, path: readonly string[]): Iterable<Place> {
  if (path.length > limits.depth) return;
  for (const alternative of schema.anyOf ?? []) yield* pathsOf(key, resolve(alternative).schema, path);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const declared = resolve(member).schema;
    if (name === key) yield { path: [...path, name], schema: declared };
    yield* pathsOf(key, declared, [...path, name]);
  }
  if (schema.additionalProperties) yield* pathsOf(key, resolve(schema.additionalProperties).schema, [...path, anyName]);
  if (schema.items) yield* pathsOf(key, resolve(schema.items).schema, [...path, anyItem]);
}
