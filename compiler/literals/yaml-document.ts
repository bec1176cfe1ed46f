import { blockOrQuoted, quoteDouble, quoteYaml } from "./yaml.ts";

/** Maps whose values are texts and nothing else; they are quoted, so that nobody reads `"true"` as true. */
const textMaps = new Set([
  "annotations",
  "binaryData",
  "data",
  "hard",
  "labels",
  "matchLabels",
  "nodeSelector",
  "selector",
]);

/** Keys whose value is always a text. */
const textKeys = new Set(["value"]);

/**
 * A value as YAML in block style, with a final newline. Lists are indented under their key. Texts are plain only where
 * YAML 1.1 and 1.2 agree on them; long texts of several lines are literal blocks.
 */
export function printYaml(value: unknown, indent = 0): string {
  return isEmpty(value) ? `${flow(value)}\n` : lines(value, indent, false).join("");
}

function lines(value: unknown, indent: number, isText: boolean): readonly string[] {
  const margin = " ".repeat(indent);
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const [first = "", ...rest] = entryLines(item, indent, isText);
      return [`${margin}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value as object).flatMap(([key, entry]) => {
    const isTextEntry = isText || textKeys.has(key);
    const name = `${margin}${quoteYaml(key)}:`;
    if (isScalarOrEmpty(entry)) return [`${name} ${scalar(entry, indent + 2, isTextEntry)}\n`];
    return [`${name}\n`, ...lines(entry, indent + 2, textMaps.has(key))];
  });
}

/** The lines of an item of a list, whose first one follows the dash. */
function entryLines(item: unknown, indent: number, isText: boolean): readonly string[] {
  return isScalarOrEmpty(item) ? [`${scalar(item, indent + 2, isText)}\n`] : lines(item, indent + 2, false);
}

function scalar(value: unknown, indent: number, isText: boolean): string {
  if (typeof value === "string") {
    if (value.includes("\n")) return blockOrQuoted(value, indent);
    return isText ? quoteDouble(value) : quoteYaml(value);
  }
  if (typeof value === "number" || typeof value === "boolean") return quoteYaml(value);
  return value === null ? "null" : flow(value);
}

function isScalarOrEmpty(value: unknown): boolean {
  return typeof value !== "object" || value === null || isEmpty(value);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function flow(value: unknown): string {
  return Array.isArray(value) ? "[]" : "{}";
}
