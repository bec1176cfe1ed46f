/** A text that a user wrote, under the name that messages give it. */
export interface SourceFile {
  /** As the user would type it: relative where possible, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

/** A part of a source file: UTF-16 offsets, the end not included. */
export interface Location {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A place as people count: from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns an offset into a line and a column; offsets past the end give the end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const before = file.text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: before.length - (before.lastIndexOf("\n") + 1) + 1 };
}

/** The text of a line, counted from 1, without its line break. */
export function lineText(file: SourceFile, line: number): string {
  return (file.text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
}

/** From a place to the end of its line. */
export function lineAt(file: SourceFile, offset: number): Location {
  const end = file.text.indexOf("\n", offset);
  return { file, start: offset, end: end < 0 ? file.text.length : end };
}

/** The first word of a file that is no comment: where a finding about the whole file is shown. */
export function firstWord(file: SourceFile): Location {
  const match = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*([^\s#:]*)/.exec(file.text);
  const end = match?.[0].length ?? 0;
  return { file, start: end - (match?.[1]?.length ?? 0), end };
}
