import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { listOf } from "../diagnostics/phrases.ts";
import type { Location } from "../source/source-file.ts";
import { splitCommand } from "./command-line.ts";
import { narrow, placeOf } from "./document.ts";
import { Lifting } from "./lift.ts";
import { exclusive } from "./merge.ts";
import { nodeOf, SpecNode, textOf } from "./node.ts";
import { partOf } from "./origin.ts";
import { formatPath, type SpecPath } from "./path.ts";
import { alternativeFor, longForm, memberOf, resolve, rootSchema, type Schema, type SchemaNode } from "./schema.ts";
import { shorthands } from "./shorthands.ts";

/** A key of the language as it stands in a specification. */
export interface KeyUse {
  /** `definition.property`, as in the table of keys and targets. */
  readonly key: string;
  readonly path: SpecPath;
  readonly node: SpecNode;
}

/** A specification in its long forms, and what was seen in the short ones. */
export interface Expanded {
  readonly root: SpecNode;
  /** Every key that is written, or that a short form stands for, in the order of the text. */
  readonly keys: readonly KeyUse[];
  /** Every null that is written, with its path. */
  readonly nulls: ReadonlyMap<SpecNode, SpecPath>;
}

/**
 * The specification with every short form in its long form, and scalars that become strings as they were written. Keys
 * that are missing stay missing; null stays, because merging gives it a meaning. What a short form becomes has the place
 * of its part of the short form.
 */
export function expand(root: SpecNode, diagnostics: Diagnostics): Expanded {
  const expansion = new Expansion(diagnostics);
  const expanded = expansion.of(root, { schema: rootSchema }, "", []);
  return { root: expanded, keys: expansion.keys, nulls: expansion.nulls };
}

/** The long form of a default that the schema states. */
export function expandDefault(value: unknown, schema: Schema, name: string): SpecNode {
  return new Expansion(undefined).of(nodeOf(value, { kind: "default", key: name }), resolve(schema), name, []);
}

class Expansion {
  readonly keys: KeyUse[] = [];
  readonly nulls = new Map<SpecNode, SpecPath>();
  readonly #diagnostics: Diagnostics | undefined;
  readonly #lifting = new Lifting();

  constructor(diagnostics: Diagnostics | undefined) {
    this.#diagnostics = diagnostics;
  }

  /** `name` is the key of `shorthands` for this place: `definition.property`, `definition.property.*` and so on. */
  of(value: SpecNode, node: SchemaNode, name: string, path: SpecPath): SpecNode {
    const { schema } = node;
    const { content } = value;
    if (content === null) {
      this.nulls.set(value, path);
      return value;
    }
    if (schema.anyOf) return this.#union(value, schema.anyOf, name, path);
    if (content instanceof Map) return this.#map(value, node, name, path);
    if (typeof content === "object") {
      const items = resolve(schema.items ?? {});
      const at = (index: number): SpecPath => (this.#lifting.has(value) ? path : [...path, index]);
      const expanded = value.items.map((item, index) => this.of(item, items, `${name}[]`, at(index)));
      return new SpecNode(expanded, value.origin);
    }
    return typeof content === "string" && isUnread(node) ? this.#unread(content, value, path) : value;
  }

  #map(value: SpecNode, { schema, definition = "spec" }: SchemaNode, name: string, path: SpecPath): SpecNode {
    const entries = new Map<string, SpecNode>();
    if (schema.properties) this.#reportExclusive(value, path);
    for (const [key, entry] of value.entries) {
      const isNamed = schema.properties && Object.hasOwn(schema.properties, key);
      const memberName = isNamed ? `${definition}.${key}` : `${name}.*`;
      const at = [...path, key];
      if (isNamed) this.keys.push({ key: memberName, path: at, node: entry });
      entries.set(key, this.of(entry, resolve(memberOf(schema, key) ?? {}), memberName, at));
    }
    return value.with(entries);
  }

  /** Reports keys of which a map has at most one. */
  #reportExclusive(value: SpecNode, path: SpecPath): void {
    if (this.#lifting.has(value)) return;
    for (const group of exclusive) {
      const set = new Map([...value.entries].filter(([key, { content }]) => group.includes(key) && content !== null));
      const [, second] = set.values();
      if (!second) continue;
      const keys = listOf(
        group.filter((key) => set.has(key)),
        "and",
      );
      const place = placeOf({ nearest: second, missing: 0 }, "key");
      this.#diagnostics?.report("model/two-origins", place, { owner: formatPath(path), keys });
    }
  }

  #union(value: SpecNode, alternatives: readonly Schema[], name: string, path: SpecPath): SpecNode {
    const long = longForm(alternatives);
    const text = textOf(value);
    if (!["object", "array"].includes(long.schema.type ?? "")) {
      if (text === undefined || !hasText(alternatives)) return value;
      if (alternatives.some((alternative) => isUnread(resolve(alternative)))) return this.#unread(text, value, path);
      return text === value.content ? value : new SpecNode(text, value.origin);
    }
    if (isCommand(alternatives)) return this.#command(value, text ?? "", path);
    if (alternativeFor(alternatives, value.plain)?.schema.type === long.schema.type) {
      return this.of(value, long, name, path);
    }
    const shorthand = shorthandFor(name);
    if (!shorthand) throw new Error(`there is no long form for the short form of '${name}'`);
    return this.of(this.#lifting.lift(shorthand(value.plain, text ?? ""), value), long, name, path);
  }

  /** The words of a command, which hold no reference. */
  #command(value: SpecNode, text: string, path: SpecPath): SpecNode {
    const words = value.items.length > 0 ? value.items : this.#words(text, value, path);
    const plain = words.map((word) => {
      const written = String(word.content);
      const [reference] = /(?<!\$)\$\{(?!\{)[^}]*\}?/.exec(written) ?? [];
      if (reference !== undefined) {
        this.#diagnostics?.report("model/reference-in-command", placeIn(value, reference), {
          what: formatPath(path),
          reference,
        });
      }
      return new SpecNode(written.replaceAll("$${", "${"), word.origin);
    });
    return new SpecNode(plain, value.origin);
  }

  #words(text: string, value: SpecNode, path: SpecPath): readonly SpecNode[] {
    const split = splitCommand(text);
    if ("words" in split) return split.words.map((word) => new SpecNode(word, partOf(value.origin, word)));
    const holes = { what: formatPath(path), problem: split.problem };
    this.#diagnostics?.report("model/needs-shell", placeIn(value), holes);
    return [value];
  }

  /** A string for people, or for another program: no references are read in it. */
  #unread(text: string, value: SpecNode, path: SpecPath): SpecNode {
    const [reference] =
      /(?<!\$)\$\{(?:platform|environment|services?|secrets|config|external)\.[^}]*\}/.exec(text) ?? [];
    if (reference !== undefined) {
      const place = placeIn(value, reference);
      this.#diagnostics?.report("model/reference-not-read", place, { what: formatPath(path), reference });
    }
    const read = text.replaceAll("$${", "${");
    return read === value.content ? value : new SpecNode(read, value.origin);
  }
}

/** The place of a part of a written value. */
function placeIn(value: SpecNode, part = ""): Location {
  const place = placeOf({ nearest: value, missing: 0 }, "value");
  return part === "" ? place : narrow(place, part);
}

/** Whether a string holds no references. */
function isUnread({ schema, definition }: SchemaNode): boolean {
  return schema.type === "string" && definition !== "text";
}

/** A command is a string that is split into words, or a list of words. */
function isCommand(alternatives: readonly Schema[]): boolean {
  return (
    alternatives.some((alternative) => alternative.$ref === "#/definitions/commandLine") && !hasObject(alternatives)
  );
}

/** Whether a number stands for a string. */
function hasText(alternatives: readonly Schema[]): boolean {
  return alternatives.some((alternative) => resolve(alternative).schema.type === "string");
}

function hasObject(alternatives: readonly Schema[]): boolean {
  return alternatives.some((alternative) => resolve(alternative).schema.type === "object");
}

/** The short form of `service.env.*` is its own, or the one of `env.*`. */
function shorthandFor(name: string): ((value: unknown, text: string) => unknown) | undefined {
  const short = name.replace(/^[^.]+\./, "");
  return shorthands[name] ?? shorthands[short];
}
