import { isMap } from "../../kubernetes/object.ts";
import { splitHoles } from "../../kubernetes/scope.ts";
import { type Expression, escapeTemplate, printExpression, quoted, root, valueAt } from "./expression.ts";

/** The expression that fills a hole of the chart's scope. */
export function holeExpression(chart: string, name: string): Expression {
  const [kind = "", argument = ""] = name.split(" ");
  switch (kind) {
    case "fullname":
      return `include ${quoted(`${chart}.fullname`)} ${root}`;
    case "release":
      return `${root}.Release.Name`;
    case "revision":
      return `${root}.Release.Revision`;
    case "namespace":
      return `${root}.Release.Namespace`;
    case "subchart":
      return `include ${quoted(`${chart}.subchartHost`)} (dict "alias" ${quoted(argument)} "context" ${root})`;
    case "ingressNamespace":
      return valueAt(["networkPolicy", "ingressNamespace"]);
    case "monitoringNamespace":
      return valueAt(["networkPolicy", "monitoringNamespace"]);
    case "secretPath":
      return valueAt(["secrets", "path"]);
    case "priority":
      return `int64 ${valueAt(["priorityClass", "value"])}`;
    default:
      throw new Error(`the chart has no expression for '${name}'`);
  }
}

/** A value whose strings are templates: holes become expressions, and everything else is printed as it is. */
export function templateValue(value: unknown, chart: string): unknown {
  if (typeof value === "string") return templateString(value, chart);
  if (Array.isArray(value)) return value.map((item) => templateValue(item, chart));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, templateValue(entry, chart)]));
}

function templateString(text: string, chart: string): string {
  const parts = splitHoles(text);
  return parts
    .map((part, index) =>
      index % 2 === 0
        ? escapeTemplate(part)
        : `{{ ${printExpression(holeExpression(chart, part), false, new Set())} }}`,
    )
    .join("");
}

/** A name with holes as an expression: `printf "%s-api" (include "varai.fullname" .)`. */
export function nameExpression(name: string, chart: string): Expression {
  const parts = splitHoles(name);
  const format = parts.map((part, index) => (index % 2 === 0 ? part.replaceAll("%", "%%") : "%s")).join("");
  const holes = parts.filter((_, index) => index % 2 === 1);
  return `printf ${quoted(format)} ${holes.map((part) => `(${holeExpression(chart, part)})`).join(" ")}`;
}
