import { camelCase } from "../../kubernetes/chart-keys.ts";
import type { Expression } from "./expression.ts";
import { groupsOf } from "./groups.ts";
import type { Knob } from "./knob.ts";
import { knobs } from "./knob-table.ts";
import { labelEntries } from "./labels.ts";
import { type Columns, conditionOfAll, expressionOf, type Field, type Knobs, type Merger } from "./merge.ts";
import type { Entry, Item, Node } from "./node.ts";
import type { Place } from "./place.ts";
import { type ObjectColumns, specialField, specialFields, specialGuard, specialItems } from "./special-knobs.ts";

/** The knobs of an object: those of the table, and those that take more than a row. */
export function knobsOf(object: ObjectColumns): Knobs {
  return {
    field: (field, merge) => {
      const special = specialField(field, merge, object);
      if (special) return special;
      const knob = rowAt(field.place);
      return knob ? fieldOf(knob, field, merge) : labelsOf(field, merge);
    },
    added: (place) => [...addedAt(place), ...specialFields(place, object)],
    items: (place) => specialItems(place, object),
    guard: (place, merge) => specialGuard(place, merge),
  };
}

/** No knobs at all: what environments differ in is a value, and everything else is literal. */
export const noKnobs: Knobs = {
  field: (field, merge) => labelsOf(field, merge),
  added: () => [],
  items: () => [],
  guard: () => undefined,
};

/** Rows by the kind that they change, and by the place. */
const rowsByPlace = byKind(knobs, ({ at }) => at);

/** Rows that add a field to a map, by the kind and by the place of the map. */
const addedByPlace = byKind(
  knobs.filter(({ form, at }) => form !== "set" && /^[A-Za-z]+$/.test(lastKey(at))),
  ({ at }) => at.slice(0, -lastKey(at).length - 1),
);

function byKind(
  rows: readonly Knob[],
  placeOf: (knob: Knob) => string,
): ReadonlyMap<string, ReadonlyMap<string, readonly Knob[]>> {
  const kinds = new Set(rows.flatMap((knob) => knob.kinds));
  const own = (kind: string): readonly Knob[] => rows.filter((knob) => knob.kinds.includes(kind));
  return new Map(Array.from(kinds, (kind) => [kind, groupsOf(own(kind), placeOf)]));
}

function lastKey(at: string): string {
  return at.slice(at.lastIndexOf(".") + 1);
}

function rowAt({ kind, path, items }: Place): Knob | undefined {
  const here = rowsByPlace.get(kind)?.get(path);
  return here?.find(({ item }) => item === undefined || item === items[0]);
}

/** Fields that some knob adds to the map at a place. */
function addedAt({ kind, path, isWorkloads }: Place): readonly string[] {
  const added = isWorkloads ? addedByPlace.get(kind)?.get(path) : undefined;
  return added?.map(({ at }) => lastKey(at)) ?? [];
}

function labelsOf({ key, columns, place, isThere }: Field, merge: Merger): readonly Entry[] | undefined {
  const entries = labelEntries({ key, columns, place, isThere }, merge);
  return entries && [{ key, node: { kind: "map", entries } }];
}

function fieldOf(knob: Knob, field: Field, merge: Merger): readonly Entry[] | undefined {
  const { key, columns } = field;
  if (knob.form === "set") {
    if (columns.every((value) => value === undefined)) return [];
    return [{ key, node: nodeOf(knob, expressionFor(knob, field, columns, merge), columns) }];
  }
  const unset = columns.map((value) => (knob.form === "optional" ? (value ?? knob.empty) : knob.empty));
  const text = expressionFor(knob, field, unset, merge);
  const guard = { kind: "with" as const, text };
  const dot = nodeOf(knob, ".", [knob.empty]);
  if (knob.form === "optional") return [{ key, node: dot, guard }];
  if (knob.form === "replace") {
    const isAny = columns.some((value) => value !== undefined);
    return [{ key, node: dot, guard: isAny ? { ...guard, otherwise: merge.node(columns, field.place) } : guard }];
  }
  const own = ownContent(field, merge);
  if (!own) return [{ key, node: dot, guard }];
  const node = extended(own, dot, guard);
  const condition = conditionOfAll(node);
  return [{ key, node, ...(condition && { guard: condition }) }];
}

/** What the object itself has in a map or a list that a knob extends; undefined: nothing. */
function ownContent(field: Field, merge: Merger): Node | undefined {
  const { columns, place, isThere } = field;
  const present = columns.find((value) => value !== undefined);
  if (present === undefined) return undefined;
  const labels = labelEntries(field, merge);
  if (labels) return { kind: "map", entries: labels };
  const nothing = Array.isArray(present) ? [] : {};
  return merge.node(
    columns.map((value, index) => (isThere[index] ? (value ?? nothing) : undefined)),
    place,
  );
}

function extended(own: Node, dot: Node, guard: NonNullable<Entry["guard"]>): Node {
  if (own.kind === "map") return { kind: "map", entries: [...own.entries, { key: undefined, node: dot, guard }] };
  if (own.kind !== "list") throw new TypeError(`a ${own.kind} cannot be extended`);
  const item: Item = { kind: "pipeline", node: dot, guard };
  return { kind: "list", items: [...own.items, item] };
}

function nodeOf({ schema }: Knob, text: Expression, columns: Columns): Node {
  const isNested = schema.type === "object" || schema.type === "array";
  return isNested ? { kind: "yaml", text, isTemplate: false } : expressionOf(text, columns);
}

function expressionFor(knob: Knob, { place }: Field, columns: Columns, merge: Merger): Expression {
  const { of, schema, description, value, empty } = knob;
  const path = value.split(".").map((key) => (key === "*" ? camelCase(place.items[0] ?? "") : key));
  if (of === "chart") return merge.values.add({ path, description, schema, columns });
  if (of === "workload") return merge.values.add({ path: [place.owner, ...path], description, schema, columns });
  const sharedPath = knob.shared?.split(".") ?? path;
  return merge.values.addShared(place.owner, { path, sharedPath, description, schema, columns, empty });
}
