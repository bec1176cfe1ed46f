/** A source file and its path for messages. */
export interface SourceFile {
  /** The path, relative if possible, with `/` as separator. */
  readonly path: string;
  readonly text: string;
}

/** A range of a source file, in UTF-16 offsets; the end is exclusive. */
export interface Location {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A position with line and column from 1. Columns count UTF-16 units, as in editors. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Converts an offset to a position; offsets past the end are clamped. */
export function positionAt(file: SourceFile, offset: number): Position {
  const before = file.text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: before.length - (before.lastIndexOf("\n") + 1) + 1 };
}

/** The text of a line (from 1) without its line break. */
export function lineText(file: SourceFile, line: number): string {
  return (file.text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
}

/** The offset of the start of a line. */
export function lineStart(file: SourceFile, offset: number): number {
  return file.text.lastIndexOf("\n", offset - 1) + 1;
}

/** The range from an offset to the end of its line. */
export function lineAt(file: SourceFile, offset: number): Location {
  const end = file.text.indexOf("\n", offset);
  return { file, start: offset, end: end < 0 ? file.text.length : end };
}

/** The first word of a file outside of comments, as the location of a finding about the whole file. */
export function firstWord(file: SourceFile): Location {
  const match = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*([^\s#:]*)/.exec(file.text);
  const end = match?.[0].length ?? 0;
  return { file, start: end - (match?.[1]?.length ?? 0), end };
}
