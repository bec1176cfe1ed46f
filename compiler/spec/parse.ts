import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { type Location, lineAt, type SourceFile } from "../source/source-file.ts";
import { ambiguityOf } from "./ambiguous.ts";
import { keyOf, type SpecPart } from "./document.ts";
import { formatPath, type SpecPath } from "./path.ts";
import { reportSyntaxErrors } from "./syntax-errors.ts";

/** How large a file may be, in bytes, and how deep its values may be nested. */
const limits = { bytes: 1024 * 1024, levels: 64 };

/** A file as plain data, with its nodes. The value is undefined when there was an error. */
export interface ParsedFile extends SpecPart {
  readonly value: unknown;
}

/** Reads a file of the specification. Reports what is no YAML, or YAML that is not part of the language. */
export function parseFile(path: string, bytes: Uint8Array, diagnostics: Diagnostics): ParsedFile {
  const text = decode(bytes);
  const file: SourceFile = { path, text: text ?? "" };
  const start: Location = { file, start: 0, end: 0 };
  if (bytes.length > limits.bytes) diagnostics.report("yaml/too-large", start, { limit: "1 MiB" });
  else if (text === undefined) diagnostics.report("yaml/encoding", start, {});
  else return parseText(file, diagnostics);
  return { file, root: null, value: undefined };
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
  const nothing = { file, root: null, value: undefined };
  const documents = composeDocuments(file, diagnostics);
  if (!documents) return nothing;
  const [first, second] = documents;
  if (second) diagnostics.report("yaml/several-documents", lineAt(file, separatorBefore(file, second)), {});
  if (!first?.contents || isEmpty(first.contents)) {
    diagnostics.report("yaml/empty", { file, start: 0, end: 0 }, {});
    return nothing;
  }
  const reader = new Reader(file, diagnostics);
  const value = reader.read(first.contents, []);
  if (isMap(first.contents)) return { file, root: first.contents, value };
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

/** Turns nodes into plain data and reports what the language leaves out of YAML. */
class Reader {
  readonly #file: SourceFile;
  readonly #diagnostics: Diagnostics;

  constructor(file: SourceFile, diagnostics: Diagnostics) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  read(node: unknown, path: SpecPath): unknown {
    if (node === null) return null;
    const yaml = node as Node;
    if (path.length > limits.levels) {
      this.#diagnostics.report("yaml/too-large", this.#at(yaml), { limit: `${limits.levels} levels` });
      return null;
    }
    // Its anchor has been reported.
    if (isAlias(yaml)) return null;
    this.#checkProperties(yaml);
    if (isMap(yaml)) return this.#readMap(yaml, path);
    if (isSeq(yaml)) return yaml.items.map((item, index) => this.read(item, [...path, index]));
    return isScalar(yaml) ? this.#readScalar(yaml) : null;
  }

  #readMap(map: Node, path: SpecPath): unknown {
    if (!isMap(map)) return null;
    const entries = new Map<string, unknown>();
    for (const pair of map.items) {
      const key = keyOf(pair);
      const keyNode = pair.key as Node | null;
      if (key === undefined) {
        this.#diagnostics.report("yaml/syntax", this.#at(keyNode ?? map), { detail: "a key must be a scalar" });
        continue;
      }
      if (keyNode) this.read(keyNode, path);
      if (key === "<<") this.#diagnostics.report("yaml/anchor", this.#at(keyNode), { what: "The merge key '<<'" });
      else if (entries.has(key)) {
        this.#diagnostics.report("yaml/duplicate-key", this.#at(keyNode), { key, owner: formatPath(path) });
      } else entries.set(key, this.read(pair.value, [...path, key]));
    }
    // fromEntries and not assignment, which would give "__proto__" a meaning.
    return Object.fromEntries(entries);
  }

  #readScalar(scalar: Node): unknown {
    if (!isScalar(scalar)) return null;
    const bad = typeof scalar.value === "string" ? unwritable(scalar.value) : undefined;
    if (bad) this.#diagnostics.report("yaml/character", this.#at(scalar), { character: bad });
    const text = scalar.source ?? "";
    const reading = scalar.type === "PLAIN" ? ambiguityOf(text) : undefined;
    if (reading) {
      this.#diagnostics.report("yaml/ambiguous", this.#at(scalar), { text, reading }, { replacement: `"${text}"` });
    }
    return scalar.value;
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
