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
  const found = (allPlaces().get(key) ?? [])
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

let index: ReadonlyMap<string, readonly Place[]> | undefined;

/** The places of every key, by its name. Found once, when it is needed. */
function allPlaces(): ReadonlyMap<string, readonly Place[]> {
  if (index) return index;
  const found = new Map<string, Place[]>();
  for (const place of placesBelow(rootSchema, [])) {
    const key = place.path.at(-1) ?? "";
    const others = found.get(key);
    if (others) others.push(place);
    else found.set(key, [place]);
  }
  index = found;
  return found;
}

function* placesBelow(schema: Schema, path: readonly string[]): Iterable<Place> {
  if (path.length > limits.depth) return;
  for (const alternative of schema.anyOf ?? []) yield* placesBelow(resolve(alternative).schema, path);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const declared = resolve(member).schema;
    yield { path: [...path, name], schema: declared };
    yield* placesBelow(declared, [...path, name]);
  }
  if (schema.additionalProperties) {
    yield* placesBelow(resolve(schema.additionalProperties).schema, [...path, anyName]);
  }
  if (schema.items) yield* placesBelow(resolve(schema.items).schema, [...path, anyItem]);
}
