import { quoteYaml } from "../../literals/yaml.ts";
import { YamlLine } from "../../literals/yaml-document.ts";

/** The longest list that is printed on one line, in characters. */
const longestList = 90;

/** Data as people write it in these files: expressions with double quotes inside single ones, short lists on one line. */
export function styled(value: unknown): unknown {
  if (typeof value === "string")
    return value.includes('"') && !value.includes("\n") ? new YamlLine(quoteSingle(value)) : value;
  if (Array.isArray(value)) return shortList(value) ?? value.map(styled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, styled(entry)]));
}

function shortList(items: readonly unknown[]): YamlLine | undefined {
  if (items.length === 0 || !items.every((item) => typeof item === "string" && !item.includes("\n"))) return undefined;
  const line = `[${items.map((item) => quoteInList(String(item))).join(", ")}]`;
  return line.length <= longestList ? new YamlLine(line) : undefined;
}

/** A string in a flow sequence, where commas and brackets end a plain one. */
function quoteInList(text: string): string {
  const quoted = quoteYaml(text);
  return quoted.startsWith('"') || /[,[\]{}]/.test(quoted) ? quoteSingle(text) : quoted;
}

function quoteSingle(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
