import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type Scalar as YAMLScalar } from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { type Location, lineAt, type SourceFile } from "../source/source-file.ts";
import { type Ambiguous, ambiguityOf } from "./ambiguous.ts";
import { type Scalar, SpecNode } from "./node.ts";
import type { WrittenOrigin } from "./origin.ts";
import { formatPath, type SpecPath } from "./path.ts";

/** How deep values may be nested. */
export const maxLevels = 64;

/** Whether a node is the value of a key that has none. */
export function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && (node.source ?? "") === "";
}

/** The name of a key as it was written; YAML would read `3000` and `true` as something other than strings. */
function keyOf(pair: Pair): string | undefined {
  if (!isScalar(pair.key)) return undefined;
  return typeof pair.key.value === "string" ? pair.key.value : (pair.key.source ?? String(pair.key.value));
}

/** Turns YAML into values with their places, and reports what the language leaves out of YAML. */
export class Reader {
  readonly #file: SourceFile;
  readonly #diagnostics: Diagnostics;
  readonly #anchors = new Set<string>();
  readonly ambiguous: Ambiguous[] = [];

  constructor(file: SourceFile, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  /** The value of a node, which stands at `origin`. */
  read(node: Node | null, path: SpecPath, origin: WrittenOrigin): SpecNode {
    if (node === null) return new SpecNode(null, origin);
    if (path.length > maxLevels) {
      this.#diagnostics.report("yaml/too-large", this.#at(node), { limit: `${maxLevels} levels` });
      return new SpecNode(null, origin);
    }
    if (isAlias(node)) {
      // Otherwise, its anchor has been reported.
      const isStray = !this.#anchors.has(node.source);
      if (isStray) this.#reportStrayAlias(node, node.source);
      return new SpecNode(null, origin);
    }
    this.#checkProperties(node);
    if (isMap(node)) return new SpecNode(this.#readMap(node, path), origin);
    if (!isSeq(node)) return new SpecNode(isScalar(node) ? this.#readScalar(node, path) : null, origin);
    const items = node.items as readonly Node[];
    return new SpecNode(
      items.map((item, index) => this.read(item, [...path, index], this.#originOf(null, item))),
      origin,
    );
  }

  #readMap(map: YAMLMap, path: SpecPath): ReadonlyMap<string, SpecNode> {
    const entries = new Map<string, SpecNode>();
    const pairs = map.items as readonly Pair<Node | null, Node | null>[];
    const tooDeep = this.#reportTooDeep(pairs, path);
    for (const [index, pair] of pairs.entries()) {
      const key = keyOf(pair);
      const keyNode = pair.key;
      if (key === undefined || !keyNode) {
        const advice = "Quote it if it contains brackets.";
        this.#diagnostics.report("yaml/syntax", this.#at(keyNode ?? map), { detail: "a key must be a string", advice });
        continue;
      }
      this.#checkProperties(keyNode);
      if (isScalar(keyNode)) this.#readScalar(keyNode, undefined);
      if (key === "<<") this.#diagnostics.report("yaml/anchor", this.#at(keyNode), { what: "The merge key '<<'" });
      else if (!entries.has(key))
        entries.set(key, this.read(pair.value, [...path, key], this.#originOf(keyNode, pair.value)));
      else if (tooDeep === undefined || index < tooDeep) {
        this.#diagnostics.report("yaml/duplicate-key", this.#at(keyNode), { key, owner: formatPath(path) });
      }
    }
    return entries;
  }

  /**
   * Reports a key without a value after which keys are repeated: they belong below it. Returns its index; duplicates after it
   * are the same mistake.
   */
  #reportTooDeep(pairs: readonly Pair<Node | null, Node | null>[], path: SpecPath): number | undefined {
    const keys = pairs.map(keyOf);
    const seen = new Set<string>();
    const repeated = keys.findIndex((key) => key !== undefined && (seen.has(key) || !seen.add(key)));
    const duplicate = keys[repeated];
    if (duplicate === undefined) return undefined;
    const candidates = pairs.slice(keys.indexOf(duplicate) + 1, repeated);
    const last = candidates.findLastIndex(({ value }) => value === null || (isScalar(value) && isEmpty(value)));
    const index = keys.indexOf(duplicate) + 1 + last;
    const key = keys[index];
    const keyNode = last < 0 ? undefined : pairs[index]?.key;
    if (!keyNode || key === undefined) return undefined;
    this.#diagnostics.report("yaml/indentation", this.#at(keyNode), { key, owner: formatPath(path), duplicate });
    return index;
  }

  /** An alias without an anchor may be meant as a string, such as a host name with a wildcard. */
  #reportStrayAlias(node: Node, name: string): void {
    const replacement = `"*${name}"`;
    const advice = `Quote it: ${replacement}. If it is meant as an alias, write the value out.`;
    const detail = `'*${name}' is an alias of a value that does not exist`;
    this.#diagnostics.report("yaml/syntax", this.#at(node), { detail, advice }, { replacement });
  }

  /** `path` is that of a value; keys have none. */
  #readScalar(scalar: YAMLScalar, path: SpecPath | undefined): Scalar {
    const bad = typeof scalar.value === "string" ? unwritable(scalar.value) : undefined;
    if (bad) this.#diagnostics.report("yaml/character", this.#at(scalar), { character: bad });
    const text = scalar.source ?? "";
    const reading = scalar.type === "PLAIN" ? ambiguityOf(text) : undefined;
    if (reading) this.ambiguous.push({ text, reading, location: this.#at(scalar), path });
    return scalar.value as Scalar;
  }

  #originOf(key: Node | null, value: Node | null): WrittenOrigin {
    const at = { key: this.#rangeOf(key), value: this.#rangeOf(value) };
    return { kind: "written", ...(at.key && { key: at.key }), ...(at.value && { value: at.value }) };
  }

  /** The text of a node; a value that is left out has none. */
  #rangeOf(node: Node | null): Location | undefined {
    const [start, end] = node?.range ?? [0, 0];
    return end > start ? { file: this.#file, start, end } : undefined;
  }

  #checkProperties(node: Node): void {
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (anchor) {
      this.#anchors.add(anchor);
      this.#diagnostics.report("yaml/anchor", this.#at(node), { what: `The anchor '&${anchor}'` });
    }
    if (node.tag) this.#diagnostics.report("yaml/tag", this.#at(node), { tag: node.tag });
  }

  #at(node: Node | null): Location {
    const [start, end] = node?.range ?? [0, 0];
    const isOneLine = !this.#file.text.slice(start, end).includes("\n");
    return isOneLine ? { file: this.#file, start, end } : lineAt(this.#file, start);
  }
}

/** The first character that no target could pass on: NUL, or half of a surrogate pair. */
function unwritable(text: string): string | undefined {
  if (text.includes("\0")) return "U+0000";
  const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text);
  return lone ? `U+${lone[0].charCodeAt(0).toString(16).toUpperCase()}` : undefined;
}
