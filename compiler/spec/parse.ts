import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
  type Scalar as YAMLScalar,
} from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { firstWord, type Location, lineAt, type SourceFile } from "../source/source-file.ts";
import { ambiguityOf } from "./ambiguous.ts";
import { type Scalar, SpecNode } from "./node.ts";
import type { WrittenOrigin } from "./origin.ts";
import { formatPath, type SpecPath } from "./path.ts";
import { reportSyntaxErrors } from "./syntax-errors.ts";

/** How large a file may be, in bytes, and how deep its values may be nested. */
const limits = { bytes: 1024 * 1024, levels: 64 };

/** A file and what is in it. */
export interface ParsedFile {
  readonly file: SourceFile;
  /** Undefined when the file could not be read as a map. */
  readonly root: SpecNode | undefined;
}

/** Reads a file of the specification. Reports what is no YAML, or YAML that is not part of the language. */
export function parseFile(path: string, bytes: Uint8Array, diagnostics: Diagnostics): ParsedFile {
  const text = decode(bytes);
  const file: SourceFile = { path, text: text ?? "" };
  const start: Location = { file, start: 0, end: 0 };
  if (bytes.length > limits.bytes) diagnostics.report("yaml/too-large", start, { limit: "1 MiB" });
  else if (text === undefined) diagnostics.report("yaml/encoding", start, {});
  else return parseText(file, diagnostics);
  return { file, root: undefined };
}

/** UTF-8 without a byte order mark and with line feeds alone, or undefined. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
  } catch {
    return undefined;
  }
}

function parseText(file: SourceFile, diagnostics: Diagnostics): ParsedFile {
  const nothing = { file, root: undefined };
  const documents = composeDocuments(file, diagnostics);
  if (!documents) return nothing;
  const [first, second] = documents;
  if (second) diagnostics.report("yaml/several-documents", lineAt(file, separatorBefore(file, second)), {});
  if (!first?.contents || isEmpty(first.contents)) {
    diagnostics.report("yaml/empty", { file, start: 0, end: 0 }, {});
    return nothing;
  }
  const reader = new Reader(file, diagnostics);
  const root = reader.read(first.contents, [], { kind: "written", value: firstWord(file) });
  if (isMap(first.contents)) return { file, root };
  const found = isSeq(first.contents) ? "a list" : "a single value";
  diagnostics.report("yaml/not-a-map", lineAt(file, first.contents.range?.[0] ?? 0), { found });
  return nothing;
}

function composeDocuments(file: SourceFile, diagnostics: Diagnostics): readonly Document.Parsed[] | undefined {
  try {
    // Duplicate keys are looked for by the reader: the library's own check takes time squared.
    const documents = parseAllDocuments(file.text, { uniqueKeys: false, prettyErrors: false, merge: false });
    if (!Array.isArray(documents)) return [];
    const errors = documents.flatMap((document) => document.errors);
    reportSyntaxErrors(file, errors, diagnostics);
    return errors.length > 0 ? undefined : documents;
  } catch (thrown) {
    // The library descends by recursion, so nesting that is far too deep ends here.
    if (!(thrown instanceof RangeError)) throw thrown;
    diagnostics.report("yaml/too-large", { file, start: 0, end: 0 }, { limit: `${limits.levels} levels` });
    return undefined;
  }
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && (node.source ?? "") === "";
}

function separatorBefore(file: SourceFile, document: Document.Parsed): number {
  return Math.max(0, file.text.lastIndexOf("---", document.contents?.range?.[0] ?? document.range[0]));
}

/** The name of a key as it was written; YAML would read `3000` and `true` as something other than strings. */
function keyOf(pair: Pair): string | undefined {
  if (!isScalar(pair.key)) return undefined;
  return typeof pair.key.value === "string" ? pair.key.value : (pair.key.source ?? String(pair.key.value));
}

/** Turns YAML into values with their places, and reports what the language leaves out of YAML. */
class Reader {
  readonly #file: SourceFile;
  readonly #diagnostics: Diagnostics;

  constructor(file: SourceFile, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  /** The value of a node, which stands at `origin`. */
  read(node: Node | null, path: SpecPath, origin: WrittenOrigin): SpecNode {
    if (node === null) return new SpecNode(null, origin);
    if (path.length > limits.levels) {
      this.#diagnostics.report("yaml/too-large", this.#at(node), { limit: `${limits.levels} levels` });
      return new SpecNode(null, origin);
    }
    // Its anchor has been reported.
    if (isAlias(node)) return new SpecNode(null, origin);
    this.#checkProperties(node);
    if (isMap(node)) return new SpecNode(this.#readMap(node, path), origin);
    if (!isSeq(node)) return new SpecNode(isScalar(node) ? this.#readScalar(node) : null, origin);
    const items = node.items as readonly Node[];
    return new SpecNode(
      items.map((item, index) => this.read(item, [...path, index], this.#originOf(null, item))),
      origin,
    );
  }

  #readMap(map: YAMLMap, path: SpecPath): ReadonlyMap<string, SpecNode> {
    const entries = new Map<string, SpecNode>();
    for (const pair of map.items as readonly Pair<Node | null, Node | null>[]) {
      const key = keyOf(pair);
      const keyNode = pair.key;
      if (key === undefined || !keyNode) {
        this.#diagnostics.report("yaml/syntax", this.#at(keyNode ?? map), { detail: "a key must be a scalar" });
        continue;
      }
      this.#checkProperties(keyNode);
      if (isScalar(keyNode)) this.#readScalar(keyNode);
      if (key === "<<") this.#diagnostics.report("yaml/anchor", this.#at(keyNode), { what: "The merge key '<<'" });
      else if (entries.has(key)) {
        this.#diagnostics.report("yaml/duplicate-key", this.#at(keyNode), { key, owner: formatPath(path) });
      } else entries.set(key, this.read(pair.value, [...path, key], this.#originOf(keyNode, pair.value)));
    }
    return entries;
  }

  #readScalar(scalar: YAMLScalar): Scalar {
    const bad = typeof scalar.value === "string" ? unwritable(scalar.value) : undefined;
    if (bad) this.#diagnostics.report("yaml/character", this.#at(scalar), { character: bad });
    const text = scalar.source ?? "";
    const reading = scalar.type === "PLAIN" ? ambiguityOf(text) : undefined;
    if (reading) {
      this.#diagnostics.report("yaml/ambiguous", this.#at(scalar), { text, reading }, { replacement: `"${text}"` });
    }
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
    if (anchor) this.#diagnostics.report("yaml/anchor", this.#at(node), { what: `The anchor '&${anchor}'` });
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
