import { oneLine } from "../../literals/comment.ts";
import { quoteYaml } from "../../literals/yaml.ts";
import { printYaml } from "../../literals/yaml-document.ts";
import { type Values as Tree, valuesDifference } from "./difference.ts";
import { groupsOf } from "./groups.ts";
import type { Schema } from "./schema.ts";
import type { ChartValue } from "./values.ts";

/** The value in values.yaml: that of the base, or of the first environment that has one. */
export function defaultOf({ columns }: ChartValue): unknown {
  return columns.find((value) => value !== undefined);
}

/** The values that values.yaml has: those that are listed, and those that environments differ in. */
export function listedValues(values: readonly ChartValue[]): readonly ChartValue[] {
  return values.filter((value) => value.isListed || (value.fallback === undefined && isDifferent(value)));
}

/** Whether environments differ in a value. */
function isDifferent(value: ChartValue): boolean {
  const printed = value.columns.map((column) => JSON.stringify(column ?? defaultOf(value)));
  return printed.some((text) => text !== printed[0]);
}

/** The paths of the maps that values.yaml has. */
export function mapsOf(listed: readonly ChartValue[]): ReadonlySet<string> {
  return new Set(listed.flatMap(({ path }) => path.slice(1).map((_, index) => path.slice(0, index + 1).join("."))));
}

/** The values of an environment, by its column, as far as they differ from values.yaml. */
export function environmentValues(listed: readonly ChartValue[], column: number): Tree {
  const base = treeOf(listed.map((value) => [value.path, defaultOf(value)]));
  const own = treeOf(listed.map((value) => [value.path, value.columns[column] ?? defaultOf(value)]));
  return valuesDifference(base, own);
}

function treeOf(entries: readonly (readonly [path: readonly string[], value: unknown])[]): Tree {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of entries) {
    let map = tree;
    for (const key of path.slice(0, -1)) {
      map[key] ??= {};
      map = map[key] as Record<string, unknown>;
    }
    map[path.at(-1) ?? ""] = value;
  }
  return tree;
}

/** The order of the values of a workload, and of the chart; others follow by letter. */
const order =
  "nameOverride fullnameOverride commonLabels enabled image replicas autoscaling resources schedule suspend env settings secrets externalSecrets ingress httpRoute storage networkPolicy serviceMonitor quota priorityClass defaults tests".split(
    " ",
  );

/** The text of values.yaml below its heading: a comment and a value in turn. `comments` are those above maps. */
export function valuesText(listed: readonly ChartValue[], comments: ReadonlyMap<string, string>): string {
  return linesOf(listed, [], comments).join("\n");
}

function linesOf(
  values: readonly ChartValue[],
  above: readonly string[],
  comments: ReadonlyMap<string, string>,
): readonly string[] {
  const depth = above.length;
  const margin = "  ".repeat(depth);
  const groups = groupsOf(values, ({ path }) => path[depth] ?? "");
  const keys = [...groups.keys()];
  const isLast = (key: string): number => (depth === 0 && comments.has(key) ? 1 : 0);
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  keys.sort((a, b) => isLast(a) - isLast(b) || rank(a) - rank(b) || (a < b ? -1 : 1));
  return keys.flatMap((key) => {
    const own = groups.get(key) ?? [];
    const [first] = own;
    const space = depth === 0 ? [""] : [];
    if (first && first.path.length === depth + 1) {
      const text = printYaml({ [key]: defaultOf(first) }, depth * 2).trimEnd();
      return [...space, `${margin}# -- ${oneLine(first.description)}`, text];
    }
    const path = [...above, key];
    const comment = comments.get(path.join("."));
    const head = comment === undefined ? [] : [`${margin}# ${oneLine(comment)}`];
    return [...space, ...head, `${margin}${quoteYaml(key)}:`, ...linesOf(own, path, comments)];
  });
}

/** The schema of the values: what is not in it Helm rejects. `more` are the schemas of further keys. */
export function schemaOfValues(title: string, values: readonly ChartValue[], more: Readonly<Record<string, Schema>>) {
  const shared = values.filter(({ path }) => path[0] === "defaults");
  const nameOf = (path: readonly string[]): string => path.slice(1).join(".");
  const definitions = shared.map(
    ({ path, schema, description }) => [nameOf(path), { description, ...schema }] as const,
  );
  const reference = (path: readonly string[]): Schema => ({ $ref: `#/definitions/${nameOf(path)}` });
  const leaves = values.map(({ path, schema, description, fallback }): readonly [readonly string[], Schema] => {
    if (path[0] === "defaults") return [path, reference(path)];
    return [path, fallback ? reference(fallback) : { description, ...schema }];
  });
  const own = objectSchema(leaves, 0);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    ...own,
    properties: { ...more, ...own.properties },
    definitions: Object.fromEntries(definitions),
  };
}

function objectSchema(leaves: readonly (readonly [path: readonly string[], schema: Schema])[], depth: number): Schema {
  const groups = groupsOf(leaves, ([path]) => path[depth] ?? "");
  const properties = Array.from(groups, ([key, own]): readonly [string, Schema] => {
    const leaf = own.find(([path]) => path.length === depth + 1);
    return [key, leaf ? leaf[1] : objectSchema(own, depth + 1)];
  });
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}
