import { version } from "../../built/version.js";
import { type CommonOptions, formatOf } from "../options.ts";
import { countFindings, writeDiagnostics, writeMachineReport } from "../report.ts";
import { compileAll, isValid } from "../run.ts";
import type { Terminal } from "../terminal.ts";

/** The options of the command `validate`. */
export interface ValidateOptions extends CommonOptions {
  /** Whether notes are printed. */
  readonly verbose?: boolean;
}

/** Reports all findings of the specifications. Writes no files. */
export async function validate(options: ValidateOptions, terminal: Terminal): Promise<number> {
  const compiled = await compileAll(options, terminal, true);
  const format = formatOf(options, terminal.env);
  for (const { spec, result } of compiled) {
    if (format !== "pretty") continue;
    const shown = { notes: options.verbose === true, warnings: options.quiet !== true };
    writeDiagnostics(result.diagnostics, shown, terminal, (text) => terminal.out(text));
    const findings = countFindings(result.diagnostics);
    const verdict = result.platform ? "valid" : "invalid";
    const isHidden = !shown.notes && result.diagnostics.some(({ severity }) => severity === "note");
    const hint = isHidden ? "; --verbose prints the notes" : "";
    if (options.quiet !== true)
      terminal.out(`${spec.source.path}: ${verdict}${findings === "" ? "" : ` (${findings}${hint})`}\n`);
  }
  const reports = compiled.map(({ spec, result, shownOut }) => ({
    spec: spec.source.path,
    output: result.output === undefined ? undefined : shownOut,
    diagnostics: result.diagnostics,
    files: [],
  }));
  writeMachineReport(reports, format, terminal, version);
  return compiled.every(isValid) ? 0 : 1;
}
