import { type Location, lineText, positionAt } from "../source/source-file.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { type Cell, cellsOf, escapeControls, widthOf } from "./display.ts";

/** Colour functions for parts of a message; the identity without colours. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** The columns of a source line where the width of the terminal is not known, and at least. Longer lines are cut. */
const sourceColumns = { byDefault: 110, atLeast: 30 };

/**
 * A finding as text. Source lines fit into `columns`, the width of the terminal:
 *
 *     platform.yaml:5:5 error schema/unknown-property
 *       Unknown key 'replica' in services.api.
 *
 *       5 |     replica: 3
 *         |     ^^^^^^^
 *
 *       help: Did you mean 'scale'?
 */
export function formatPretty(diagnostic: Diagnostic, palette: Palette, columns?: number): string {
  const { code, severity, location, related } = diagnostic;
  const message = escapeControls(diagnostic.message);
  const help = diagnostic.help === undefined ? undefined : escapeControls(diagnostic.help);
  const place = location ? `${palette.bold(placeOf(location))} ` : "";
  const lines = [`${place}${palette[severity](severity)} ${code}`, `  ${message}`];
  if (location) lines.push("", ...frame(location, severity, palette, columns));
  for (const other of related ?? []) {
    lines.push(
      "",
      `  ${palette.bold(placeOf(other.location))} ${other.message}`,
      "",
      ...frame(other.location, "note", palette, columns),
    );
  }
  if (help !== undefined) lines.push("", `  ${palette.bold("help:")} ${help}`);
  return `${lines.join("\n")}\n`;
}

/** `platform.yaml:5:5` */
export function placeOf(location: Location): string {
  const { line, column } = positionAt(location.file, location.start);
  return `${escapeControls(location.file.path)}:${line}:${column}`;
}

/** The source line of a location, with the location underlined. A file without text has none. */
function frame(
  { file, start, end }: Location,
  severity: Severity,
  palette: Palette,
  columns: number | undefined,
): readonly string[] {
  const { line, column } = positionAt(file, start);
  const number = String(line);
  const margin = " ".repeat(number.length);
  const available = columns === undefined ? sourceColumns.byDefault : columns - number.length - 5;
  const { before, marked, after } = fitted(
    cellsOf(lineText(file, line)),
    column - 1,
    column - 1 + end - start,
    Math.max(sourceColumns.atLeast, available),
  );
  const text = [...before, ...marked, ...after].map(({ shown }) => shown).join("");
  const carets = "^".repeat(Math.max(1, widthOf(marked)));
  return [
    `  ${palette.dim(`${number} |`)} ${text}`,
    `  ${palette.dim(`${margin} |`)} ${" ".repeat(widthOf(before))}${palette[severity](carets)}`,
  ];
}

/** The cells of a line around those that are marked. */
interface Fitted {
  readonly before: readonly Cell[];
  readonly marked: readonly Cell[];
  readonly after: readonly Cell[];
}

/** Cuts a line to a width, so that the start of the marked range stays visible. `from` and `to` are UTF-16 offsets. */
function fitted(cells: readonly Cell[], from: number, to: number, width: number): Fitted {
  const all = cells.filter(({ at }) => at < from);
  const room = widthOf(all) >= width ? Math.floor(width / 2) : width;
  const before = all.slice(all.length - fitting(all.toReversed(), Math.min(room, width - 1)));
  const rest = cells.slice(all.length, all.length + fitting(cells.slice(all.length), width - widthOf(before)));
  const marked = rest.filter(({ at }) => at < to);
  return { before, marked, after: rest.slice(marked.length) };
}

/** How many cells from the start fit into a width. */
function fitting(cells: readonly Cell[], width: number): number {
  let used = 0;
  const end = cells.findIndex((cell) => {
    used += cell.width;
    return used > width;
  });
  return end < 0 ? cells.length : end;
}
