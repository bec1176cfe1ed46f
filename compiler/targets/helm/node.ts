import type { Expression } from "./expression.ts";

/** A part of a template of a chart, which becomes a part of an object. */
export type Node =
  /** A literal; a string may have holes. */
  | { readonly kind: "scalar"; readonly value: unknown }
  /** `{{ text }}`; a string is quoted. */
  | { readonly kind: "expression"; readonly text: Expression; readonly isString: boolean }
  /** `{{- toYaml text | nindent 8 }}`; with `isTemplate` the values are templates themselves. */
  | { readonly kind: "yaml"; readonly text: Expression; readonly isTemplate: boolean }
  | { readonly kind: "map"; readonly entries: readonly Entry[] }
  | { readonly kind: "list"; readonly items: readonly Item[] };

/** A condition: `{{- if text }}` or `{{- with text }}`, and what stands in the place otherwise. */
export interface Guard {
  readonly kind: "if" | "with";
  readonly text: Expression;
  readonly otherwise?: Node;
}

/** A field; one without a key is a pipeline that prints fields: `{{- include "varai.labels" . | nindent 4 }}`. */
export interface Entry {
  readonly key: string | undefined;
  readonly node: Node;
  readonly guard?: Guard | undefined;
}

/** An item of a list, or a range of items, or a pipeline that prints items. */
export interface Item {
  readonly kind: "item" | "range" | "pipeline";
  readonly node: Node;
  readonly guard?: Guard | undefined;
  /** The list that a range is over. */
  readonly over?: Expression;
}

/** A part of an object that is a part of a template already. */
export class Slot {
  readonly node: Node;
  readonly guard: Guard | undefined;

  constructor(node: Node, guard?: Guard) {
    this.node = node;
    this.guard = guard;
  }
}

/** A pipeline that produces fields or items. */
export function pipeline(text: Expression): Node {
  return { kind: "expression", text, isString: false };
}
