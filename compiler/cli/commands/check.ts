import { version } from "../../built/version.js";
import { actionFor, type FileStatus } from "../../output/changes.ts";
import { manifestName } from "../../output/manifest.ts";
import type { State } from "../../output/state.ts";
import { choicesFor, inTheWay } from "../choices.ts";
import { type CommonOptions, commandLine, formatOf } from "../options.ts";
import {
  countFindings,
  manifestFindings,
  type SpecReport,
  writeDiagnostics,
  writeMachineReport,
  writeManifestFindings,
} from "../report.ts";
import { type Compiled, compileAll, isValid, refuseSharedFolders, statusOf } from "../run.ts";
import { paletteFor, type Terminal } from "../terminal.ts";

/** Compares the output with the specifications. Writes nothing. */
export async function check(options: CommonOptions, terminal: Terminal): Promise<number> {
  const compiled = await compileAll(options, terminal, false);
  refuseSharedFolders(compiled);
  return checkCompiled(compiled, options, terminal);
}

/** Compares the output with compiled specifications. */
export function checkCompiled(compiled: readonly Compiled[], options: CommonOptions, terminal: Terminal): number {
  const reports = compiled.map((one) => checkOne(one, options, terminal));
  writeMachineReport(reports, formatOf(options, terminal.env), terminal, version);
  return compiled.every(isValid) && reports.every((report) => report.files.length === 0) ? 0 : 1;
}

function checkOne(one: Compiled, options: CommonOptions, terminal: Terminal): SpecReport {
  const { spec, result, shownOut } = one;
  const isPretty = formatOf(options, terminal.env) === "pretty";
  const report = { spec: spec.source.path, output: shownOut, diagnostics: result.diagnostics };
  if (isPretty) {
    const shown = { notes: false, warnings: options.quiet !== true };
    writeDiagnostics(result.diagnostics, shown, terminal, (text) => terminal.err(text));
  }
  if (!isValid(one)) {
    if (isPretty) terminal.err(`${spec.source.path}: ${countFindings(result.diagnostics)}\n`);
    return { ...report, files: [] };
  }
  const { status } = statusOf(one, options, terminal);
  const files = status.files.filter((file) => file.state !== "current");
  const found = manifestFindings(status.manifestProblem, shownOut);
  if (isPretty) {
    if (options.quiet !== true) writeManifestFindings(found, terminal);
    writeFiles(files, status.files.length, one, options, terminal);
  }
  return { ...report, diagnostics: [...report.diagnostics, ...found], files };
}

function writeFiles(
  files: readonly FileStatus[],
  total: number,
  one: Compiled,
  options: CommonOptions,
  terminal: Terminal,
): void {
  const { shownOut } = one;
  if (files.length === 0) {
    if (options.quiet !== true) terminal.out(`${shownOut}: ${total} files are up to date\n`);
    return;
  }
  const palette = paletteFor(terminal.isColorful);
  terminal.out(`${shownOut}: ${files.length} of ${total} files are not up to date\n\n`);
  const width = Math.max(...files.map((file) => words[file.state].length));
  for (const file of files) {
    const state = words[file.state].padEnd(width);
    const detail = file.detail === undefined ? "" : ` (${file.detail})`;
    terminal.out(`  ${palette.warning(state)}  ${file.path}${detail}\n`);
  }
  const foreign = files.filter(({ state }) => state === "unmanaged").map(({ path }) => inTheWay(path, one));
  const choices = choicesFor(foreign, one.spec.source.path).map(
    (choice) => `${choice[0]?.toUpperCase()}${choice.slice(1)}\n`,
  );
  terminal.out(`\n${choices.join("")}${remedy(files, commandLine(options))}\n`);
}

const words: Readonly<Record<State, string>> = {
  current: "up to date",
  stale: "stale",
  mode: "not executable",
  "line-ends": "CRLF line endings",
  edited: "edited by hand",
  missing: "missing",
  orphaned: "orphaned",
  "orphaned-edited": "orphaned, edited",
  unmanaged: "not generated",
  unsafe: "unsafe",
};

/** The commands that bring the files up to date. */
function remedy(files: readonly FileStatus[], command: string): string {
  const kept = files.filter((file) => actionFor(file.state, false) === "keep");
  if (files.some((file) => file.path === manifestName && file.state === "unsafe")) {
    return `Remove ${manifestName}. Then run: ${command}`;
  }
  const lines: string[] = [];
  if (kept.length < files.length) lines.push(`Run: ${command}`);
  if (kept.some((file) => file.state !== "unsafe")) {
    lines.push(`To overwrite files that were edited or not generated, run: ${command} --force`);
  }
  if (files.some((file) => file.state === "line-ends")) {
    lines.push("To stop Git from changing line endings, add '* text=auto eol=lf' to .gitattributes.");
  }
  if (files.some((file) => file.state === "unsafe")) lines.push("Remove the obstacles of unsafe files.");
  return lines.join("\n");
}
