import { type Location, positionAt } from "../source/source-file.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** A location in JSON: lines and columns from 1; the end is exclusive. */
export interface JsonLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding in JSON. Keys are added in later versions, never changed. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help?: string;
  readonly replacement?: string;
  readonly location?: JsonLocation;
  readonly related?: readonly { readonly message: string; readonly location: JsonLocation }[];
}

/** A finding as plain data. */
export function toJson(diagnostic: Diagnostic): JsonDiagnostic {
  const { code, severity, message, help, replacement, location, related } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(help !== undefined && { help }),
    ...(replacement !== undefined && { replacement }),
    ...(location && { location: locationToJson(location) }),
    ...(related && { related: related.map((other) => ({ ...other, location: locationToJson(other.location) })) }),
  };
}

function locationToJson({ file, start, end }: Location): JsonLocation {
  const from = positionAt(file, start);
  const to = positionAt(file, end);
  return { file: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
