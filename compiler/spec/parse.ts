import { type Document, isMap, isSeq, parseAllDocuments } from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { firstWord, type Location, lineAt, type SourceFile } from "../source/source-file.ts";
import type { Ambiguous } from "./ambiguous.ts";
import type { SpecNode } from "./node.ts";
import { isEmpty, maxLevels, Reader } from "./read-nodes.ts";
import { reportConflicts, reportSyntaxErrors } from "./syntax-errors.ts";

/** How large a file may be, in bytes, and how deep its values may be nested. */
const limits = { bytes: 1024 * 1024, levels: maxLevels };

/** A file and what is in it. */
export interface ParsedFile {
  readonly file: SourceFile;
  /** Undefined when the file could not be read as a map. */
  readonly root: SpecNode | undefined;
  readonly ambiguous: readonly Ambiguous[];
}

/** Parses a file of the specification. Reports YAML syntax errors, and YAML features that the language does not allow. */
export function parseFile(path: string, bytes: Uint8Array, diagnostics: Diagnostics): ParsedFile {
  const text = decode(bytes);
  const file: SourceFile = { path, text: text ?? "" };
  const start: Location = { file, start: 0, end: 0 };
  if (bytes.length > limits.bytes) diagnostics.report("yaml/too-large", start, { limit: "1 MiB" });
  else if (text === undefined) diagnostics.report("yaml/encoding", start, {});
  else return parseText(file, diagnostics);
  return { file, root: undefined, ambiguous: [] };
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
  const nothing = { file, root: undefined, ambiguous: [] };
  if (reportConflicts(file, diagnostics)) return nothing;
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
  if (isMap(first.contents)) return { file, root, ambiguous: reader.ambiguous };
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

function separatorBefore(file: SourceFile, document: Document.Parsed): number {
  return Math.max(0, file.text.lastIndexOf("---", document.contents?.range?.[0] ?? document.range[0]));
}
