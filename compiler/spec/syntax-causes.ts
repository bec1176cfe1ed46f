import type { YAMLError } from "yaml";
import { quoteDouble } from "../literals/yaml.ts";
import { type Location, lineAt, lineStart, type SourceFile } from "../source/source-file.ts";

/** A mistake in the syntax of YAML. */
export interface SyntaxCause {
  readonly location: Location;
  /** What is wrong, as a clause. */
  readonly detail: string;
  /** What to write. */
  readonly advice: string;
  readonly replacement?: string;
}

/** The mistake behind an error of the parser, which is reported where parsing stops. */
export function causeOf(file: SourceFile, error: YAMLError): SyntaxCause {
  const [start, end] = error.pos;
  const cause = causes[error.code]?.({ file, start, end, message: error.message });
  // An error at the end of the file has no character to underline.
  const location = { file, start, end: Math.min(Math.max(end, start + 1), file.text.length) };
  const detail = error.message.charAt(0).toLowerCase() + error.message.slice(1).replace(/\.$/, "");
  const advice = "Check colons, quotes and indentation of this line and the line above.";
  return cause ?? { location, detail, advice };
}

/** An error of the parser: a range of the file, and its message. */
interface Found {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** The likely mistake for each kind of error, if more is known than the parser reports. */
const causes: Readonly<Partial<Record<YAMLError["code"], (found: Found) => SyntaxCause | undefined>>> = {
  MULTILINE_IMPLICIT_KEY: missingColon,
  MISSING_CHAR: (found) => (found.message.includes("quote") ? unclosedQuote(found) : missingColon(found)),
  BLOCK_AS_IMPLICIT_KEY: nestedValue,
  BAD_INDENT: (found) => (found.message.startsWith("Flow") ? unclosedBracket(found) : wrongIndentation(found)),
  BAD_SCALAR_START: reservedCharacter,
  BAD_ALIAS: reservedCharacter,
  BLOCK_IN_FLOW: missingComma,
  BAD_DQ_ESCAPE: wrongEscape,
  UNEXPECTED_TOKEN: unexpected,
};

/** `runtime node@20`, and `port = 3000` */
function missingColon({ file, start }: Found): SyntaxCause | undefined {
  const [, indent = "", key, equals, value] =
    /^(\s*(?:- +)?)(%?[\w.-]+)(\s*=\s*|\s+|$)(.*)$/.exec(lineTextAt(file, start)) ?? [];
  if (key === undefined || key.startsWith("%")) return undefined;
  const from = lineStart(file, start) + indent.length;
  const location = { file, start: from, end: lineAt(file, from).end };
  if (value === undefined || value === "") {
    return {
      location,
      detail: `the colon after '${key}' is missing`,
      advice: `Write '${key}:'.`,
      replacement: `${key}:`,
    };
  }
  const replacement = `${key}: ${value}`;
  const detail = equals?.includes("=")
    ? `'${key}' is followed by '=' instead of a colon`
    : `the colon after '${key}' is missing`;
  return { location, detail, advice: `Write '${replacement}'.`, replacement };
}

/** `description: A: b`, and a line that is deeper than the one above, which has a value already. */
function nestedValue({ file, start, message }: Found): SyntaxCause {
  const line = lineAt(file, start);
  if (message.includes("sequence")) {
    const detail = "a list item cannot follow the keys of a map";
    return { location: line, detail, advice: "Indent the items of a list below their key, or remove the hyphen." };
  }
  const value = file.text.slice(line.start, line.end).replace(/\s+#.*$/, "");
  if (/:\s/.test(value)) {
    const location = { file, start: line.start, end: line.start + value.length };
    const replacement = quoteDouble(value);
    const detail = "the value contains a colon followed by a space, which starts another value";
    return { location, detail, advice: `Quote it: ${replacement}.`, replacement };
  }
  const below = firstWordOf(file, line.end + 1);
  const detail = "the line is indented further than the line above, which has a value already";
  return { location: below, detail, advice: `Indent it with ${spaces(indentAt(file, start))}, like the line above.` };
}

function wrongIndentation({ file, start }: Found): SyntaxCause {
  const lines = file.text.slice(0, lineStart(file, start)).split("\n");
  const above = lines.findLast((line) => /\S/.test(line) && !/^\s*#/.test(line)) ?? "";
  const detail = "the indentation of the line is different from that of the other keys of its map";
  const advice = `Indent it like its neighbours; the line above has ${spaces(above.length - above.trimStart().length)}.`;
  return { location: firstWordOf(file, start), detail, advice };
}

function unclosedBracket({ file, start }: Found): SyntaxCause | undefined {
  const open: { readonly bracket: string; readonly at: number }[] = [];
  for (const { 0: token, index } of file.text
    .slice(0, start)
    .matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|\s)#[^\n]*|[{}[\]]/g)) {
    if (token === "{" || token === "[") open.push({ bracket: token, at: index });
    else if (token === "}" || token === "]") open.pop();
  }
  const last = open.at(-1);
  if (!last) return undefined;
  const closing = last.bracket === "{" ? "}" : "]";
  const location = { file, start: last.at, end: last.at + 1 };
  return { location, detail: `the '${last.bracket}' is not closed`, advice: `Add '${closing}' after its last entry.` };
}

function unclosedQuote({ file, message }: Found): SyntaxCause | undefined {
  const quote = message.includes('"') ? '"' : "'";
  let offset = 0;
  for (const line of file.text.split("\n")) {
    const marks = [...line.replace(/\\./g, "__").matchAll(new RegExp(quote, "g"))];
    const last = marks.at(-1);
    if (marks.length % 2 === 1 && last) {
      const start = offset + last.index;
      const location = { file, start, end: offset + line.length };
      const replacement = file.text.slice(start, location.end) + quote;
      return { location, detail: "the quote is not closed", advice: `Write ${replacement}`, replacement };
    }
    offset += line.length + 1;
  }
  return undefined;
}

/** `@x` */
function reservedCharacter({ file, start }: Found): SyntaxCause {
  const [value = ""] = /^[^\s,\]}#]*/.exec(file.text.slice(start)) ?? [];
  const replacement = quoteDouble(value);
  const location = { file, start, end: start + Math.max(1, value.length) };
  const detail = `a value cannot start with '${value.charAt(0)}'`;
  return { location, detail, advice: `Quote it: ${replacement}.`, replacement };
}

/** `{ a: 1 b: 2 }` */
function missingComma({ file, start, end }: Found): SyntaxCause | undefined {
  const [, before = "", key] = /^(.*?\s)([\w-]+):/s.exec(file.text.slice(start, end)) ?? [];
  if (key === undefined) return undefined;
  const from = start + before.length;
  const location = { file, start: from, end: from + key.length };
  return {
    location,
    detail: `the comma before '${key}' is missing`,
    advice: "Separate entries with commas.",
    replacement: `, ${key}`,
  };
}

function wrongEscape({ file, start }: Found): SyntaxCause {
  const sequence = file.text.slice(start, start + 2);
  const detail = `'${sequence}' is not an escape sequence of strings in double quotes`;
  const replacement = `\\${sequence}`;
  const location = { file, start, end: start + 2 };
  return { location, detail, advice: `Write '${replacement}', or use single quotes.`, replacement };
}

function unexpected({ file, start, end, message }: Found): SyntaxCause | undefined {
  const location = { file, start, end: Math.max(end, start + 1) };
  const text = file.text.slice(start, location.end);
  if (/^[}\]]/.test(text)) return { location, detail: `the '${text}' was not opened`, advice: "Remove it." };
  if (text === ",") return { location, detail: "the comma separates nothing", advice: "Remove it.", replacement: "" };
  if (!message.includes("at node end")) return undefined;
  const isEntry = /^[\w-]+:\s/.test(file.text.slice(start)) && /[}\]"'][^\S\n]*$/.test(file.text.slice(0, start));
  if (isEntry) {
    const detail = `the comma before '${text}' is missing`;
    return { location, detail, advice: "Separate entries with commas.", replacement: `, ${text}` };
  }
  return { location, detail: "the value ends before this character", advice: "Quote the whole value." };
}

function lineTextAt(file: SourceFile, offset: number): string {
  return file.text.slice(lineStart(file, offset), lineAt(file, offset).end);
}

function indentAt(file: SourceFile, offset: number): number {
  return lineTextAt(file, offset).search(/\S|$/);
}

function spaces(count: number): string {
  return count === 0 ? "no spaces" : count === 1 ? "1 space" : `${count} spaces`;
}

/** The first word at or after an offset. */
function firstWordOf(file: SourceFile, offset: number): Location {
  const [, space = "", word = ""] = /^(\s*)([^\s:]*)/.exec(file.text.slice(offset)) ?? [];
  const start = Math.min(offset + space.length, file.text.length);
  return { file, start, end: start + word.length };
}
