import type { YAMLError } from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { type Location, lineAt, type SourceFile } from "../source/source-file.ts";

/** Reports what is no YAML, in few words: one mistake makes many errors. */
export function reportSyntaxErrors(file: SourceFile, errors: readonly YAMLError[], diagnostics: Diagnostics): void {
  const unquoted = unquotedReference(file, errors);
  if (unquoted) {
    const reference = file.text.slice(unquoted.start, unquoted.end);
    diagnostics.report("yaml/unquoted-reference", unquoted, { reference }, { replacement: `"${reference}"` });
    return;
  }
  for (const error of firstOfEachLine(file, errors)) reportSyntax(file, error, diagnostics);
}

/**
 * A reference without quotes within `{ }` or `[ ]`, if that is the first mistake: its brace opens a map there, after which
 * nothing is read as it was meant.
 */
function unquotedReference(file: SourceFile, errors: readonly YAMLError[]): Location | undefined {
  if (errors.length === 0) return undefined;
  // What cannot be there is the brace.
  const brace = errors.reduce((first, { pos: [start] }) => Math.min(first, start), file.text.length);
  const [, dollars] = /(?:^|[^"'$])(\$+)$/.exec(file.text.slice(0, brace)) ?? [];
  const [braces] = /^\{[^{}\n]*\}/.exec(file.text.slice(brace)) ?? [];
  if (dollars === undefined || braces === undefined) return undefined;
  return { file, start: brace - dollars.length, end: brace + braces.length };
}

/** One mistake makes several errors in a row; only the first of a line says something. */
function firstOfEachLine(file: SourceFile, errors: readonly YAMLError[]): readonly YAMLError[] {
  let endOfLine = -1;
  return errors
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .filter(({ pos: [start] }) => {
      if (start <= endOfLine) return false;
      endOfLine = lineAt(file, start).end;
      return true;
    });
}

function reportSyntax(file: SourceFile, error: YAMLError, diagnostics: Diagnostics): void {
  const [start, end] = error.pos;
  // What is missing at the end of the file has no character of its own.
  const location = { file, start, end: Math.min(Math.max(end, start + 1), file.text.length) };
  if (error.code === "TAB_AS_INDENT") diagnostics.report("yaml/tab", location, {});
  else if (error.code === "BAD_ALIAS") diagnostics.report("yaml/anchor", location, { what: "An alias" });
  else diagnostics.report("yaml/syntax", location, { detail: asClause(error.message) });
}

function asClause(message: string): string {
  const clause = message.replace(/\.$/, "");
  return clause.charAt(0).toLowerCase() + clause.slice(1);
}
