import type { YAMLError } from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { type Location, lineAt, lineStart, type SourceFile } from "../source/source-file.ts";
import { causeOf } from "./syntax-causes.ts";

/** Reports conflict markers, which Git writes at the start of lines. Returns whether there are any. */
export function reportConflicts(file: SourceFile, diagnostics: Diagnostics): boolean {
  const starts = [...file.text.matchAll(/^<{7}(?=[ \n]|$)/gm)];
  const others = [...file.text.matchAll(/^(?:>{7}(?=[ \n]|$)|={7}$|\|{7} )/gm)];
  const reported = starts.length > 0 ? starts : others.slice(0, 1);
  for (const { index } of reported) diagnostics.report("yaml/conflict", lineAt(file, index), {});
  return reported.length > 0;
}

/** Reports the first mistake in a file that is not valid YAML. What follows it is not read as it was meant. */
export function reportSyntaxErrors(file: SourceFile, errors: readonly YAMLError[], diagnostics: Diagnostics): void {
  const first = errors.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
  if (!first) return;
  const unquoted = unquotedReference(file, first);
  const tabs = tabsBefore(file, errors);
  const space = missingSpace(file, lineAt(file, lineStart(file, first.pos[0])));
  if (unquoted) {
    const reference = file.text.slice(unquoted.start, unquoted.end);
    diagnostics.report("yaml/unquoted-reference", unquoted, { reference }, { replacement: `"${reference}"` });
  } else if (tabs) diagnostics.report("yaml/tab", tabs.first, { lines: tabs.lines });
  else if (space) reportMissingSpace(space, diagnostics);
  else {
    const { location, detail, advice, replacement } = causeOf(file, first);
    diagnostics.report("yaml/syntax", location, { detail, advice }, replacement === undefined ? {} : { replacement });
  }
}

/**
 * A reference without quotes within `{ }` or `[ ]`, if that is the first mistake: its brace opens a map there, after which
 * nothing is read as it was meant.
 */
function unquotedReference(file: SourceFile, { pos: [brace] }: YAMLError): Location | undefined {
  const [, dollars] = /(?:^|[^"'$])(\$+)$/.exec(file.text.slice(0, brace)) ?? [];
  const [braces] = /^\{[^{}\n]*\}/.exec(file.text.slice(brace)) ?? [];
  if (dollars === undefined || braces === undefined) return undefined;
  return { file, start: brace - dollars.length, end: brace + braces.length };
}

/** The first tab of an indentation, if tabs are the reason for errors, and the number of lines with tabs. */
function tabsBefore(
  file: SourceFile,
  errors: readonly YAMLError[],
): { readonly first: Location; readonly lines: number } | undefined {
  const isBroken = errors.some(({ code, pos: [start] }) => {
    const line = file.text.slice(lineStart(file, start), lineAt(file, start).end);
    return code === "TAB_AS_INDENT" || /^ *\t/.test(line);
  });
  const tabs = isBroken ? [...file.text.matchAll(/^( *)(\t+)(?=[^\s#])/gm)] : [];
  const [first] = tabs;
  if (!first) return undefined;
  const start = first.index + (first[1]?.length ?? 0);
  return { first: { file, start, end: start + (first[2]?.length ?? 1) }, lines: tabs.length };
}

/** A key whose colon is not followed by a space, if a line consists of it: `port:3000`. */
export function missingSpace(file: SourceFile, { start, end }: Location): Location | undefined {
  const [, indent = "", pair] =
    /^( *(?:- +)?)([A-Za-z_][\w-]*:[^\s:/][^#\n]*?) *(?:#.*)?$/.exec(file.text.slice(start, end)) ?? [];
  if (pair === undefined) return undefined;
  return { file, start: start + indent.length, end: start + indent.length + pair.length };
}

/** Reports a key whose colon is not followed by a space. */
export function reportMissingSpace(location: Location, diagnostics: Diagnostics): void {
  const [key = "", ...rest] = location.file.text.slice(location.start, location.end).split(":");
  const replacement = `${key}: ${rest.join(":")}`;
  diagnostics.report("yaml/missing-space", location, { key, replacement }, { replacement });
}
