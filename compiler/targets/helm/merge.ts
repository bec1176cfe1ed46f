import { camelCase } from "../../kubernetes/chart-keys.ts";
import { orderedKeys } from "../../kubernetes/field-order.ts";
import { isMap } from "../../kubernetes/object.ts";
import { hasHole } from "../../kubernetes/scope.ts";
import { type Expression, root } from "./expression.ts";
import { templateValue } from "./holes.ts";
import { type Entry, type Guard, type Item, type Node, Slot } from "./node.ts";
import { keysOfItems, type Place, placeOfField, placeOfItem } from "./place.ts";
import { boolean, schemaOf } from "./schema.ts";
import type { Values } from "./values.ts";

/** A part of an object in the base, then in each environment; undefined: it is not there. */
export type Columns = readonly unknown[];

/** A field of a map, as the environments have it. */
export interface Field {
  readonly key: string;
  readonly columns: Columns;
  readonly place: Place;
  /** The columns that have the map. */
  readonly isThere: readonly boolean[];
}

/** What knobs change in a template. */
export interface Knobs {
  /** The field at a place, where a knob makes it; undefined: no knob does. */
  readonly field: (field: Field, merge: Merger) => readonly Entry[] | undefined;
  /** Fields that knobs add to a map, whether or not an object has them. */
  readonly added: (place: Place) => readonly string[];
  /** Items that knobs add to a list, and the condition of an existing item. */
  readonly items: (place: Place) => readonly Item[];
  readonly guard: (place: Place, merge: Merger) => Guard | undefined;
}

/** Makes one template of an object as the environments have it: what all agree on is literal, the rest are values. */
export class Merger {
  readonly chart: string;
  readonly values: Values;
  readonly #knobs: Knobs;

  /** `chart` is its name, which those of its helpers start with. */
  constructor(chart: string, values: Values, knobs: Knobs) {
    this.chart = chart;
    this.values = values;
    this.#knobs = knobs;
  }

  /** The node of a value that at least one column has. */
  node(columns: Columns, place: Place): Node {
    const present = columns.filter((value) => value !== undefined);
    const [first] = present;
    if (first instanceof Slot) return first.node;
    if (present.every(isMap)) return { kind: "map", entries: this.entries(columns, place) };
    if (present.every(Array.isArray)) return this.#list(columns, place);
    return present.every((value) => value === first)
      ? { kind: "scalar", value: first }
      : this.#computed(columns, place);
  }

  /** The fields of maps, in canonical order. */
  entries(columns: Columns, place: Place): readonly Entry[] {
    const maps = columns.map((value) => (isMap(value) ? value : undefined));
    const fields: Record<string, unknown> = Object.assign({}, ...maps.toReversed());
    for (const key of this.#knobs.added(place)) fields[key] ??= null;
    const isThere = maps.map((map) => map !== undefined);
    return orderedKeys(fields, place.field).flatMap((key) => {
      const field = { key, columns: maps.map((map) => map?.[key]), place: placeOfField(place, key), isThere };
      return this.#knobs.field(field, this) ?? this.#entry(field);
    });
  }

  #entry({ key, columns, place, isThere }: Field): readonly Entry[] {
    const [first] = columns.filter((value) => value !== undefined);
    if (first === undefined) return [];
    const guard = first instanceof Slot ? first.guard : this.guardOf(columns, place, isThere);
    const node = this.node(columns, place);
    const condition = guard ?? conditionOfAll(node);
    return [{ key, node, ...(condition && { guard: condition }) }];
  }

  /** The condition on something that only some environments have; undefined where all that could have it do. */
  guardOf(columns: Columns, place: Place, isThere: readonly boolean[]): Guard | undefined {
    const presence = columns.map((value, index) => (isThere[index] ? value !== undefined : undefined));
    if (presence.every((isPresent) => isPresent !== false)) return undefined;
    const description = `Whether ${describe(place)} is set.`;
    const text = this.values.add({
      path: [...groupWords(place), "enabled"],
      description,
      schema: boolean,
      columns: presence,
    });
    return { kind: "if", text };
  }

  /** Lists that are equal, or whose items have keys, are merged item by item. Other lists are a value as a whole. */
  #list(columns: Columns, place: Place): Node {
    const lists = columns.map((value) => (Array.isArray(value) ? (value as readonly unknown[]) : undefined));
    const keys = lists.map((list) => list && keysOfItems(place.field, list));
    const isKeyed = lists.every((list, index) => list === undefined || keys[index] !== undefined);
    const [first = []] = lists.filter((list) => list !== undefined);
    if (isKeyed && first !== undefined) return { kind: "list", items: this.#keyedItems(lists, keys, place) };
    const printed = lists.flatMap((list) => (list === undefined ? [] : JSON.stringify(list)));
    if (printed.some((text) => text !== printed[0])) return this.#computed(columns, place);
    const items = first.map((_, index): Item => {
      const inside = placeOfItem(place, String(index + 1));
      return {
        kind: "item",
        node: this.node(
          lists.map((list) => list?.[index]),
          inside,
        ),
      };
    });
    return { kind: "list", items: [...items, ...this.#knobs.items(place)] };
  }

  #keyedItems(
    lists: readonly (readonly unknown[] | undefined)[],
    keys: readonly (readonly string[] | undefined)[],
    place: Place,
  ): readonly Item[] {
    const isThere = lists.map((list) => list !== undefined);
    const own = inOneOrder(keys).map((key): Item => {
      const inside = placeOfItem(place, key);
      const columns = lists.map((list, index) => list?.[keys[index]?.indexOf(key) ?? -1]);
      const guard = this.#knobs.guard(inside, this) ?? this.guardOf(columns, inside, isThere);
      return { kind: "item", node: this.node(columns, inside), ...(guard && { guard }) };
    });
    return [...own, ...this.#knobs.items(place)];
  }

  /** A value of the chart, named by its place. */
  #computed(columns: Columns, place: Place): Node {
    const isTemplate = columns.some(hasHole);
    const values = isTemplate ? columns.map((value) => templateValue(value, this.chart)) : columns;
    const description = `${capitalised(describe(place))}.`;
    const text = this.values.add({ path: place.words, description, schema: schemaOf(values), columns: values });
    const isScalar = columns.every((value) => typeof value !== "object" || value === null);
    if (!isScalar) return { kind: "yaml", text, isTemplate };
    return expressionOf(text, values, isTemplate);
  }
}

/** The expression of a scalar. Large numbers of values are floating, and would be printed with an exponent. */
export function expressionOf(text: Expression, values: Columns, isTemplate = false): Node {
  const isString = values.some((value) => typeof value === "string");
  const isLarge = values.some((value) => typeof value === "number" && Math.abs(value) >= 1e6);
  if (isTemplate) return { kind: "expression", text: `tpl ${text} ${root}`, isString };
  return { kind: "expression", text: isLarge ? `${text} | int64` : text, isString };
}

/** A map or a list of which every part has a condition is there when any of them holds. */
export function conditionOfAll(node: Node): Guard | undefined {
  const parts = node.kind === "map" ? node.entries : node.kind === "list" ? node.items : [];
  const guards = parts.map(({ guard }) => guard);
  if (guards.length === 0 || guards.some((guard) => guard === undefined || guard.otherwise)) return undefined;
  const conditions = [...new Set(guards.map((guard) => guard?.text ?? ""))];
  const [only = ""] = conditions;
  if (conditions.length === 1) return { kind: "if", text: only };
  return { kind: "if", text: `or ${conditions.map((text) => (text.includes(" ") ? `(${text})` : text)).join(" ")}` };
}

/** Keys of several lists in one order that keeps that of each. */
function inOneOrder(lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  const order: string[] = [];
  for (const list of lists) {
    list?.forEach((key, index) => {
      if (!order.includes(key)) order.splice(index === 0 ? 0 : order.indexOf(list[index - 1] ?? "") + 1, 0, key);
    });
  }
  return order;
}

/** Annotations of one tool are there together or not at all, and have one switch. */
function groupWords({ words, field }: Place): readonly string[] {
  const [tool, ...rest] = field.split("/");
  return rest.length === 0 ? words : [...words.slice(0, -1), camelCase(tool ?? "")];
}

function describe({ kind, path, items }: Place): string {
  const [item] = items;
  const field = path.replace(/^template\.spec\./, "").replaceAll("containers[].", "");
  if (field === "env[].value") return `variable ${item}`;
  return item === undefined ? `${field} of the ${kind}` : `${field} (${items.toReversed().join(", ")}) of the ${kind}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
