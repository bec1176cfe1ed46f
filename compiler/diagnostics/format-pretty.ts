import { type Location, lineText, positionAt } from "../source/source-file.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

/** Colour functions for parts of a message; the identity without colours. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** The maximum length of a source line. Longer lines are cut. */
const width = 110;

/**
 * A finding as text:
 *
 *     platform.yaml:5:5 error schema/unknown-property
 *       Unknown key 'replica' in services.api.
 *
 *       5 |     replica: 3
 *         |     ^^^^^^^
 *
 *       help: Did you mean 'scale'?
 */
export function formatPretty(diagnostic: Diagnostic, palette: Palette): string {
  const { code, severity, message, location, related, help } = diagnostic;
  const place = location ? `${palette.bold(placeOf(location))} ` : "";
  const lines = [`${place}${palette[severity](severity)} ${code}`, `  ${message}`];
  if (location) lines.push("", ...frame(location, severity, palette));
  for (const other of related ?? []) {
    lines.push(
      "",
      `  ${palette.bold(placeOf(other.location))} ${other.message}`,
      "",
      ...frame(other.location, "note", palette),
    );
  }
  if (help !== undefined) lines.push("", `  ${palette.bold("help:")} ${help}`);
  return `${lines.join("\n")}\n`;
}

/** `platform.yaml:5:5` */
export function placeOf(location: Location): string {
  const { line, column } = positionAt(location.file, location.start);
  return `${location.file.path}:${line}:${column}`;
}

/** The source line of a location, with the location underlined. */
function frame(location: Location, severity: Severity, palette: Palette): readonly string[] {
  const { file, start, end } = location;
  const { line, column } = positionAt(file, start);
  const text = lineText(file, line);
  // A long line is cut so that the start of the location stays visible.
  const skipped = column > width ? column - Math.floor(width / 2) : 0;
  const shown = text.slice(skipped, skipped + width).replaceAll("\t", " ");
  const rest = Math.max(1, Math.min(end - start, text.length - column + 1, width - (column - 1 - skipped)));
  const number = String(line);
  const margin = " ".repeat(number.length);
  return [
    `  ${palette.dim(`${number} |`)} ${shown}`,
    `  ${palette.dim(`${margin} |`)} ${" ".repeat(column - 1 - skipped)}${palette[severity]("^".repeat(rest))}`,
  ];
}
