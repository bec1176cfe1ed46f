import { printYaml, YamlLine } from "../../literals/yaml-document.ts";
import { type Fields, hardeningKeys } from "./service-body.ts";

/** An extension field of a Compose file: fields that several services merge. */
export interface FragmentView {
  /** `hardening` of `x-hardening: &hardening`. */
  readonly name: string;
  readonly fields: Fields;
}

/** Services whose common fields are written once. */
export interface SharedServices {
  readonly fragments: readonly FragmentView[];
  /** In the given order, with aliases and merge keys in place of the fields that a fragment holds. */
  readonly bodies: readonly Fields[];
}

/** A map that services may have, and the name of the fragment with their common fields. */
interface Place {
  readonly fragment: string;
  /** The keys that lead to the map. Empty: the service itself. */
  readonly path: readonly string[];
  /** The keys of the map that may be shared. Undefined: all of them. */
  readonly keys?: ReadonlySet<string>;
}

/** In the order of the fragments in a file, which is alphabetical. */
const places: readonly Place[] = [
  { fragment: "environment", path: ["environment"] },
  { fragment: "hardening", path: [], keys: hardeningKeys },
  { fragment: "healthcheck", path: ["healthcheck"] },
  { fragment: "logging", path: ["logging"] },
  { fragment: "resources", path: ["deploy", "resources"] },
  { fragment: "update", path: ["deploy", "update_config"] },
];

/** A fragment of fewer lines would cost a reader more than it saves. */
const fewestLines = 3;

/** The fields of a map as they are printed, each with its final newline, by key. Fields are equal if they are printed the same. */
type PrintedFields = ReadonlyMap<string, string>;

/**
 * Moves common fields of services to fragments, at most one for each place. A service merges a fragment if it has all of
 * its keys; a value that differs follows the merge and overrides the fragment's (YAML merge key). Expanding the merges
 * gives exactly the original services.
 */
export function shareFields(services: readonly Fields[]): SharedServices {
  let bodies = services;
  const fragments: FragmentView[] = [];
  for (const place of places) {
    const maps = bodies.map((body) => fieldsAt(body, place));
    const printed = maps.map(printFields);
    const best = bestFragment(printed);
    if (!best) continue;
    const fields = pick(maps[best.from] ?? {}, (key) => best.printed.has(key));
    fragments.push({ name: place.fragment, fields });
    bodies = bodies.map((body, index) => {
      const own = printed[index];
      if (!own || savedLines(own, best.printed) === 0) return body;
      const rest = pick(maps[index] ?? {}, (key) => own.get(key) !== best.printed.get(key));
      return replaceAt(body, place, merge(rest, place.fragment));
    });
  }
  return { fragments, bodies };
}

/** The fields of a service that may be shared at a place; undefined if the service has no map there. */
function fieldsAt(body: Fields, { path, keys }: Place): Fields | undefined {
  let value: unknown = body;
  for (const key of path) value = (value as Fields | undefined)?.[key];
  return keys && value !== undefined ? pick(value as Fields, (key) => keys.has(key)) : (value as Fields | undefined);
}

function pick(fields: Fields, isWanted: (key: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => isWanted(key)));
}

function printFields(fields: Fields | undefined): PrintedFields | undefined {
  return fields && new Map(Object.entries(fields).map(([key, value]) => [key, printYaml({ [key]: value })]));
}

/** The common fields whose sharing makes the file shortest, and the first map that has them. */
function bestFragment(
  maps: readonly (PrintedFields | undefined)[],
): { readonly printed: PrintedFields; readonly from: number } | undefined {
  const candidates = new Map<string, { readonly printed: PrintedFields; readonly from: number }>();
  for (const [from, one] of maps.entries()) {
    for (const other of maps.slice(from + 1)) {
      if (!one || !other) continue;
      const printed = new Map([...one].filter(([key, text]) => other.get(key) === text));
      const name = [...printed.values()].join("");
      if (!candidates.has(name)) candidates.set(name, { printed, from });
    }
  }
  let best: { readonly printed: PrintedFields; readonly from: number } | undefined;
  let most = 0;
  for (const candidate of candidates.values()) {
    const length = linesOf(candidate.printed.values());
    if (length < fewestLines) continue;
    const saved = maps.reduce((sum, map) => sum + (map ? savedLines(map, candidate.printed) : 0), 0) - length;
    if (saved <= most) continue;
    best = candidate;
    most = saved;
  }
  return best;
}

/** The lines that a map saves by merging a fragment; 0 if it lacks one of the fragment's keys. */
function savedLines(map: PrintedFields, fragment: PrintedFields): number {
  for (const key of fragment.keys()) if (!map.has(key)) return 0;
  const equal = [...fragment].filter(([key, text]) => map.get(key) === text).map(([, text]) => text);
  return Math.max(0, linesOf(equal) - 1);
}

function linesOf(printed: Iterable<string>): number {
  return [...printed].join("").split("\n").length - 1;
}

/** An alias of the fragment, or a merge of it with the fields that differ. */
function merge(rest: Fields, fragment: string): Fields | YamlLine {
  const alias = new YamlLine(`*${fragment}`);
  return Object.keys(rest).length === 0 ? alias : { "<<": alias, ...rest };
}

/** Replaces the map at a place. At the service itself, the keys of the place are the last ones of the body. */
function replaceAt(body: Fields, { path, keys }: Omit<Place, "fragment">, value: Fields | YamlLine): Fields {
  const [key, ...deeper] = path;
  if (key !== undefined) {
    return { ...body, [key]: deeper.length === 0 ? value : replaceAt(body[key] as Fields, { path: deeper }, value) };
  }
  const { "<<": alias, ...own } = value instanceof YamlLine ? { "<<": value } : value;
  return { "<<": alias, ...pick(body, (name) => !keys?.has(name)), ...own };
}
