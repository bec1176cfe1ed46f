import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import { type SpecPath, valueAt } from "./path.ts";
import { declaredAt, resolve } from "./schema.ts";

/** A plain scalar that YAML 1.1 reads differently. */
export interface Ambiguous {
  readonly text: string;
  /** What YAML 1.1 makes of it. */
  readonly reading: string;
  readonly location: Location;
  /** The path of the value; undefined for a key. */
  readonly path: SpecPath | undefined;
}

/** What YAML 1.1 makes of plain scalars that YAML 1.2 reads differently (YAML 1.1 type repository: bool, int, timestamp). */
const readings: readonly (readonly [RegExp, string])[] = [
  [/^(y|Y|yes|Yes|YES|on|On|ON)$/, "the boolean true"],
  [/^(n|N|no|No|NO|off|Off|OFF)$/, "the boolean false"],
  [/^[-+]?0[0-7]+$/, "a number in base 8"],
  [/^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/, "a number in base 60"],
  [/^[-+]?0b[01_]+$/, "a number in base 2"],
  [/^[-+]?[0-9]+_[0-9_]*$/, "a number"],
  [/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?$/, "a date"],
];

/** What other YAML readers take a plain scalar for, or undefined when all agree. */
export function ambiguityOf(text: string): string | undefined {
  return readings.find(([pattern]) => pattern.test(text))?.[1];
}

/** Reports ambiguous scalars, with the text that is unambiguous and valid. */
export function reportAmbiguous(found: readonly Ambiguous[], value: unknown, diagnostics: Diagnostics): void {
  for (const { text, reading, location, path } of found) {
    const number = path && valueAt(value, path);
    const isNumber = typeof number === "number" && path && !isStringAllowed(value, path, text);
    const meaning = isNumber ? `the number ${number}` : "a string";
    const replacement = isNumber ? String(number) : `"${text}"`;
    diagnostics.report("yaml/ambiguous", location, { text, meaning, reading, replacement }, { replacement });
  }
}

/** Whether a string with this content is valid at a path. */
function isStringAllowed(value: unknown, path: SpecPath, text: string): boolean {
  const schema = declaredAt(value, path) ?? {};
  return (schema.anyOf ?? [schema])
    .map((alternative) => resolve(alternative).schema)
    .some(({ type, pattern }) => type === "string" && (pattern === undefined || new RegExp(pattern, "u").test(text)));
}
