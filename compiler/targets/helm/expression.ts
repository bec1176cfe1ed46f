/**
 * Expressions of Go templates as strings, in which two things are still open: the context, which is `.` or within a range
 * `$`, and how a value is read, which depends on whether values.yaml has all the maps above it.
 */
export type Expression = string;

const context = "\uFDD2";
const [opening, closing] = ["\uFDD3", "\uFDD4"];

/** The chart's context: what `.` is outside of ranges. */
export const root = context;

/** The value at a path of values.yaml. */
export function valueAt(path: readonly string[]): Expression {
  return `${opening}${path.join(".")}${closing}`;
}

/** The expression as a template has it. `maps` are the paths of the maps that values.yaml has. */
export function printExpression(text: Expression, isInRange: boolean, maps: ReadonlySet<string>): string {
  const dot = isInRange ? "$" : ".";
  const values = isInRange ? "$.Values" : ".Values";
  return text
    .replaceAll(/\uFDD3([^\uFDD4]*)\uFDD4/g, (_, path: string) => readValue(values, path.split("."), maps))
    .replaceAll(/\uFDD2\./g, isInRange ? "$." : ".")
    .replaceAll(context, dot);
}

/** A map that values.yaml does not have is nil, and only in parentheses may a field of nil be read. */
function readValue(values: string, path: readonly string[], maps: ReadonlySet<string>): string {
  let text = values;
  path.forEach((key, index) => {
    const owner = path.slice(0, index).join(".");
    text = owner === "" || maps.has(owner) ? `${text}.${key}` : `(${text}).${key}`;
  });
  return text;
}

/** A string of a Go template. */
export function quoted(text: string): Expression {
  return JSON.stringify(text);
}

/** A string that Go templates print as it is. */
export function escapeTemplate(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}
