import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { editDistance, nearest } from "../diagnostics/suggest.ts";
import { follow, locate, type SpecDocument } from "./document.ts";
import { adviceForWord, renamedKey } from "./foreign-words.ts";
import { reportIndentation } from "./indentation-errors.ts";
import { placesOfKey } from "./key-places.ts";
import { formatPath, type SpecPath } from "./path.ts";
import type { Schema } from "./schema.ts";
import { reportMissingSpace } from "./syntax-errors.ts";

/** The keys of a map that its schema does not have. */
export interface UnknownKeys {
  readonly path: SpecPath;
  readonly schema: Schema;
  readonly unknown: readonly string[];
  /** The required keys that the map lacks. */
  readonly missing: readonly string[];
}

/** More unknown keys than this in one map are not misspelled one by one. */
const mostCompared = 100;

/** Reports the unknown keys of a map: each that has a replacement, and all others together. */
export function reportUnknown(document: SpecDocument, keys: UnknownKeys, diagnostics: Diagnostics): void {
  const placed = reportIndentation(document, keys, diagnostics);
  const rest = placed.filter((key, at) => at >= mostCompared || !reportKnown(document, key, keys, diagnostics));
  const [first] = rest;
  if (first === undefined) return;
  const { path, schema, missing } = keys;
  const known = Object.keys(schema.properties ?? {});
  const holes = { keys: rest, owner: formatPath(path), suggestion: undefined, elsewhere: [], known, missing };
  diagnostics.report("schema/unknown-property", locate(document, [...path, first], "key"), holes);
}

/** Reports a key if what to write instead is known. */
function reportKnown(
  document: SpecDocument,
  key: string,
  { path, schema, missing }: UnknownKeys,
  diagnostics: Diagnostics,
): boolean {
  const place = locate(document, [...path, key], "key");
  const owner = formatPath(path);
  if (path[0] === "secrets" && key === "value") {
    diagnostics.report("model/secret-in-clear", place, { what: `'${owner}'`, isDescription: false });
    return true;
  }
  if (/^[A-Za-z_][\w-]*:\S/.test(key)) {
    reportMissingSpace(place, diagnostics);
    return true;
  }
  const known = Object.keys(schema.properties ?? {});
  const name = renamedKey(key, known);
  if (name !== undefined) {
    diagnostics.report("schema/renamed-key", place, { property: key, owner, name }, { replacement: name });
    return true;
  }
  const advice = adviceForWord(key, path.length === 0);
  if (advice) {
    diagnostics.report("schema/foreign-word", place, { word: key, owner, advice });
    return true;
  }
  const near = nearest(key, missing) ?? nearest(key, known);
  const elsewhere = placesOfKey(key, path, follow(document.root, [...path, key]).nearest.plain);
  const isNear = near !== undefined && (elsewhere.length === 0 || editDistance(key, near) <= 1);
  if (!isNear && elsewhere.length === 0) return false;
  const suggestion = isNear ? near : undefined;
  const holes = { keys: [key], owner, suggestion, elsewhere: isNear ? [] : elsewhere, known, missing };
  const replacement = suggestion === undefined ? {} : { replacement: suggestion };
  diagnostics.report("schema/unknown-property", place, holes, replacement);
  return true;
}
