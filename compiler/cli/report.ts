import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnosticOf } from "../diagnostics/diagnostics.ts";
import { escapeControls } from "../diagnostics/display.ts";
import { formatGithub } from "../diagnostics/format-github.ts";
import { toJson } from "../diagnostics/format-json.ts";
import { formatPretty } from "../diagnostics/format-pretty.ts";
import { toSarif } from "../diagnostics/format-sarif.ts";
import type { FileStatus } from "../output/changes.ts";
import { manifestName } from "../output/manifest.ts";
import type { Location } from "../source/source-file.ts";
import type { Format } from "./options.ts";
import { paletteFor, type Terminal } from "./terminal.ts";

/** The result of a command for a specification. */
export interface SpecReport {
  readonly spec: string;
  /** The output folder, as a user would type it; undefined when the specification is invalid. */
  readonly output: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly FileStatus[];
}

/** Writes reports in a machine-readable format, including findings about files. */
export function writeMachineReport(
  reports: readonly SpecReport[],
  format: Format,
  terminal: Terminal,
  version: string,
): void {
  const all = reports.flatMap((report) => [
    ...located(report.diagnostics, report.spec),
    ...report.files.flatMap((file) => asDiagnostic(file, report)),
  ]);
  const specs = reports.map(({ spec, output, diagnostics, files }) => ({
    spec,
    output: output ?? null,
    diagnostics: diagnostics.map(toJson),
    files: files.map(({ path, state }) => ({ path, state })),
  }));
  writeFindings(all, specs, format, terminal, version);
}

/** Writes findings in a machine-readable format. JSON contains `specs`. */
export function writeFindings(
  findings: readonly Diagnostic[],
  specs: readonly object[],
  format: Format,
  terminal: Terminal,
  version: string,
): void {
  switch (format) {
    case "json":
      terminal.out(jsonText({ version: 1, specs }));
      break;
    case "sarif":
      terminal.out(jsonText(toSarif(findings, version)));
      break;
    case "github":
      for (const diagnostic of findings) terminal.out(formatGithub(diagnostic));
      break;
    case "pretty":
      break;
  }
}

/** JSON with all characters escaped that would change how a terminal shows it. */
function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2).split("\n").map(escapeControls).join("\n")}\n`;
}

/** The severities that a command prints, besides errors. */
export interface Shown {
  readonly notes: boolean;
  readonly warnings: boolean;
}

/** Writes findings as text, and the command that explains the first one. */
export function writeDiagnostics(
  diagnostics: readonly Diagnostic[],
  shown: Shown,
  terminal: Terminal,
  write: (text: string) => void,
): void {
  const palette = paletteFor(terminal.isColorful);
  let first: Diagnostic | undefined;
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === "note" && !shown.notes) continue;
    if (diagnostic.severity === "warning" && !shown.warnings) continue;
    write(`${formatPretty(diagnostic, palette, terminal.columns)}\n`);
    first ??= diagnostic;
  }
  if (first) write(`${palette.dim(`To explain a finding, run: npx varai-gen explain ${first.code}`)}\n\n`);
}

/** Findings that all have a location; those without one are about the specification as a whole. */
export function located(diagnostics: readonly Diagnostic[], spec: string): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) =>
    diagnostic.location ? diagnostic : { ...diagnostic, location: wholeFile(spec) },
  );
}

/** `2 errors, 1 warning` */
export function countFindings(diagnostics: readonly Diagnostic[]): string {
  const counts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return counts.join(", ");
}

/** Findings about the manifest of an output folder. */
export function manifestFindings(problem: string | undefined, shownOut: string): readonly Diagnostic[] {
  if (problem === undefined) return [];
  const path = pathIn(shownOut, manifestName);
  return [diagnosticOf("output/manifest", wholeFile(path), { path, detail: problem })];
}

/** Writes findings about a manifest as text, without source lines. */
export function writeManifestFindings(findings: readonly Diagnostic[], terminal: Terminal): void {
  const shown = { notes: false, warnings: true };
  const shortened = findings.map(({ location: _, ...rest }) => rest);
  writeDiagnostics(shortened, shown, terminal, (text) => terminal.err(text));
}

/** A path in the output folder, as a user would type it. */
export function pathIn(shownOut: string, path: string): string {
  return shownOut === "." ? path : `${shownOut}/${path}`;
}

/** The location of a finding about a whole file. */
export function wholeFile(path: string): Location {
  return { file: { path, text: "" }, start: 0, end: 0 };
}

/** The finding about a file that is not up to date. */
function asDiagnostic(file: FileStatus, report: SpecReport): readonly Diagnostic[] {
  if (file.state === "current") return [];
  const path = pathIn(report.output ?? ".", file.path);
  const location = wholeFile(path);
  switch (file.state) {
    case "unsafe":
      return [diagnosticOf("output/unsafe", location, { path, detail: file.detail ?? "" })];
    case "mode":
      return [diagnosticOf("output/mode", location, { path, mode: file.wanted?.mode.toString(8) ?? "" })];
    case "unmanaged":
      return [diagnosticOf("output/unmanaged", location, { path, file: file.path })];
    default:
      return [diagnosticOf(`output/${file.state}`, location, { path })];
  }
}
