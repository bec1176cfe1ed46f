import { blockOrQuoted, quoteDouble, quoteFolded, quoteYaml } from "./yaml.ts";

/** Maps whose values are always strings. They are quoted, so that `"true"` is not read as a boolean. */
export const stringMaps = new Set([
  "annotations",
  "binaryData",
  "data",
  "hard",
  "labels",
  "matchLabels",
  "nodeSelector",
  "selector",
]);

/** The line length above which a string is folded between words. */
const longestLine = 180;

/** Keys whose value is always a string. */
const textKeys: ReadonlySet<string> = new Set(["value"]);

/** Keys whose number is the mode of a file, which people write and read in octal. */
const modeKeys: ReadonlySet<string> = new Set(["defaultMode", "mode"]);

/** Whether the string at a key is always quoted. */
export function isStringKey(key: string): boolean {
  return textKeys.has(key);
}

/** Whether the number at a key is printed in octal. */
export function isModeKey(key: string): boolean {
  return modeKeys.has(key);
}

/**
 * A value that is YAML already and fits on one line: an alias, a flow sequence, a string whose quotes matter. Under the
 * key `<<` it is a merge.
 */
export class YamlLine {
  readonly yaml: string;

  constructor(yaml: string) {
    this.yaml = yaml;
  }
}

/**
 * Prints a value as block-style YAML with a final newline. Lists are indented under their key. Strings are plain only if YAML
 * 1.1 and 1.2 agree on them; strings with several lines are literal blocks.
 */
export function printYaml(value: unknown, indent = 0): string {
  return isEmpty(value) ? `${flow(value)}\n` : print(value, indent, false);
}

/** The lines of a map or a list. With `isText`, strings are always quoted. */
function print(value: unknown, indent: number, isText: boolean): string {
  const margin = " ".repeat(indent);
  let text = "";
  if (Array.isArray(value)) {
    // The first line of an item follows the dash.
    for (const item of value) text += `${margin}- ${printItem(item, indent + 2, isText)}`;
    return text;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields)) {
    const entry = fields[key];
    const isMerge = key === "<<" && entry instanceof YamlLine;
    const name = `${margin}${isMerge ? key : quoteYaml(key)}:`;
    if (typeof entry === "number" && modeKeys.has(key)) text += `${name} 0${entry.toString(8)}\n`;
    else if (isScalarOrEmpty(entry))
      text += `${name} ${scalar(entry, indent + 2, isText || textKeys.has(key), name.length)}\n`;
    else text += `${name}\n${print(entry, indent + 2, stringMaps.has(key))}`;
  }
  return text;
}

function printItem(item: unknown, indent: number, isText: boolean): string {
  return isScalarOrEmpty(item) ? `${scalar(item, indent, isText, indent)}\n` : print(item, indent, false).trimStart();
}

/** `column` is the column of the first line, `indent` that of the following lines. */
function scalar(value: unknown, indent: number, isText: boolean, column: number): string {
  if (typeof value === "string") {
    if (value.includes("\n")) return blockOrQuoted(value, indent);
    if (column + value.length > longestLine) return quoteFolded(value, indent);
    return isText ? quoteDouble(value) : quoteYaml(value);
  }
  if (typeof value === "number" || typeof value === "boolean") return quoteYaml(value);
  if (value instanceof YamlLine) return value.yaml;
  return value === null ? "null" : flow(value);
}

function isScalarOrEmpty(value: unknown): boolean {
  return typeof value !== "object" || value === null || value instanceof YamlLine || isEmpty(value);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function flow(value: unknown): string {
  return Array.isArray(value) ? "[]" : "{}";
}
