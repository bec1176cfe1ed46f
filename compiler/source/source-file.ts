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
  const starts = lineStartsOf(file);
  const end = Math.min(offset, file.text.length);
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= end) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: end - (starts[low] ?? 0) + 1 };
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

/** The offset of the start of each line. */
function lineStartsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known) return known;
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
  lineStarts.set(file, starts);
  return starts;
}

/** The text of a line (from 1) without its line break. */
export function lineText(file: SourceFile, line: number): string {
  const starts = lineStartsOf(file);
  const start = starts[line - 1];
  if (start === undefined) return "";
  return file.text.slice(start, (starts[line] ?? file.text.length + 1) - 1).replace(/\r$/, "");
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
