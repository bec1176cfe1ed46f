import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { splitCommand } from "./command-line.ts";
import { locate, narrow, type SpecDocument, written } from "./document.ts";
import { formatPath, type SpecPath } from "./path.ts";
import type { RawSpec } from "./raw-spec.ts";
import { alternativeFor, longForm, memberOf, resolve, rootSchema, type Schema, type SchemaNode } from "./schema.ts";
import { shorthands } from "./shorthands.ts";

/**
 * The specification with every short form in its long form, and scalars that become texts as they were written. Keys
 * that are missing stay missing; null stays, because merging gives it a meaning.
 */
export function expand(raw: RawSpec, document: SpecDocument, diagnostics: Diagnostics): unknown {
  return new Expansion(document, diagnostics).of(raw, { schema: rootSchema }, "", []);
}

/** The long form of a default that the schema states. */
export function expandDefault(value: unknown, schema: Schema, name: string): unknown {
  return new Expansion(undefined, undefined).of(value, resolve(schema), name, []);
}

class Expansion {
  readonly #document: SpecDocument | undefined;
  readonly #diagnostics: Diagnostics | undefined;

  constructor(document: SpecDocument | undefined, diagnostics: Diagnostics | undefined) {
    this.#document = document;
    this.#diagnostics = diagnostics;
  }

  /** `name` is the key of `shorthands` for this place: `definition.property`, `definition.property.*` and so on. */
  of(value: unknown, node: SchemaNode, name: string, path: SpecPath): unknown {
    const { schema } = node;
    if (value === null) return null;
    if (schema.anyOf) return this.#union(value, schema.anyOf, name, path);
    if (Array.isArray(value)) {
      return value.map((item, index) => this.of(item, resolve(schema.items ?? {}), `${name}[]`, [...path, index]));
    }
    if (typeof value !== "object")
      return typeof value === "string" && isUnread(node) ? this.#unread(value, path) : value;
    const entries = Object.entries(value).map(([key, entry]) => {
      const member = resolve(memberOf(schema, key) ?? {});
      const isNamed = schema.properties && Object.hasOwn(schema.properties, key);
      const memberName = isNamed ? `${node.definition ?? "spec"}.${key}` : `${name}.*`;
      return [key, this.of(entry, member, memberName, [...path, key])] as const;
    });
    return Object.fromEntries(entries);
  }

  #union(value: unknown, alternatives: readonly Schema[], name: string, path: SpecPath): unknown {
    const long = longForm(alternatives);
    const text = this.#textOf(value, path);
    if (!["object", "array"].includes(long.schema.type ?? "")) {
      if (text === undefined || !hasText(alternatives)) return value;
      return alternatives.some((alternative) => isUnread(resolve(alternative))) ? this.#unread(text, path) : text;
    }
    const chosen = alternativeFor(alternatives, value);
    if (isCommand(alternatives)) return this.#plain(Array.isArray(value) ? value : this.#words(text ?? "", path), path);
    if (chosen?.schema.type === long.schema.type) return this.of(value, long, name, path);
    const shorthand = shorthandFor(name);
    if (!shorthand) throw new Error(`there is no long form for the short form of '${name}'`);
    return this.of(shorthand(value, text ?? ""), long, name, path);
  }

  #words(text: string, path: SpecPath): readonly string[] {
    const split = splitCommand(text);
    if ("words" in split) return split.words;
    if (this.#document) {
      const holes = { what: formatPath(path), problem: split.problem };
      this.#diagnostics?.report("model/needs-shell", locate(this.#document, path), holes);
    }
    return [text];
  }

  /** The words of a command, which hold no reference. */
  #plain(words: readonly unknown[], path: SpecPath): readonly string[] {
    return words.map((word) => {
      const text = String(word);
      const [reference] = /(?<!\$)\$\{(?!\{)[^}]*\}?/.exec(text) ?? [];
      if (reference !== undefined && this.#document) {
        const location = narrow(locate(this.#document, path), reference);
        this.#diagnostics?.report("model/reference-in-command", location, { what: formatPath(path), reference });
      }
      return text.replaceAll("$${", "${");
    });
  }

  /** A text for people, or for another program: no references are read in it. */
  #unread(text: string, path: SpecPath): string {
    const [reference] =
      /(?<!\$)\$\{(?:platform|environment|services?|secrets|config|external)\.[^}]*\}/.exec(text) ?? [];
    if (reference !== undefined && this.#document) {
      const location = narrow(locate(this.#document, path), reference);
      this.#diagnostics?.report("model/reference-not-read", location, { what: formatPath(path), reference });
    }
    return text.replaceAll("$${", "${");
  }

  #textOf(value: unknown, path: SpecPath): string | undefined {
    if (typeof value === "string") return value;
    if (typeof value !== "number" && typeof value !== "boolean") return undefined;
    return (this.#document && written(this.#document, path)) ?? String(value);
  }
}

/** Whether a text holds no references. */
function isUnread({ schema, definition }: SchemaNode): boolean {
  return schema.type === "string" && definition !== "text";
}

/** A command is a text that is split into words, or the words. */
function isCommand(alternatives: readonly Schema[]): boolean {
  return (
    alternatives.some((alternative) => alternative.$ref === "#/definitions/commandLine") && !hasObject(alternatives)
  );
}

/** Whether a number that is written there is meant as a text. */
function hasText(alternatives: readonly Schema[]): boolean {
  return alternatives.some((alternative) => resolve(alternative).schema.type === "string");
}

function hasObject(alternatives: readonly Schema[]): boolean {
  return alternatives.some((alternative) => resolve(alternative).schema.type === "object");
}

/** `service.env.*` has a long form of its own, or that of `env.*`. */
function shorthandFor(name: string): ((value: unknown, text: string) => unknown) | undefined {
  const short = name.replace(/^[^.]+\./, "");
  return shorthands[name] ?? shorthands[short];
}
