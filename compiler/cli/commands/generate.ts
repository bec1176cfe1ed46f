import { applyStanding, type Outcome } from "../../output/apply.ts";
import { type FileStatus, privateMode } from "../../output/changes.ts";
import { manifestName } from "../../output/manifest.ts";
import type { OutputFile } from "../../render/render.ts";
import { Failure } from "../failure.ts";
import { remember } from "../memory.ts";
import { type CommonOptions, commandLine, formatOf } from "../options.ts";
import {
  countFindings,
  manifestFindings,
  pathIn,
  type SpecReport,
  writeDiagnostics,
  writeMachineReport,
  writeManifestFindings,
} from "../report.ts";
import { type Compiled, compileAll, isValid, refuseOthersFolder, refuseSharedFolders, standingOf } from "../run.ts";
import { display } from "../specs.ts";
import { paletteFor, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { checkCompiled } from "./check.ts";

/** Writes what the specifications compile to. Nothing is written as long as any of them has an error. */
export async function generate(options: CommonOptions, terminal: Terminal): Promise<number> {
  const compiled = await compileAll(options, terminal, true);
  const format = formatOf(options, terminal.env);
  refuseSharedFolders(compiled);
  const isFine = compiled.every(isValid);
  const reports = compiled.map((one) => generateOne(one, isFine, options, terminal));
  writeMachineReport(reports, format, terminal, version);
  if (!isFine || reports.some((report) => report.files.length > 0)) return 1;
  rememberVerdict(compiled, options, terminal);
  return 0;
}

/** Keeps what `check`, without options, says of an output that is now up to date. */
function rememberVerdict(compiled: readonly Compiled[], options: CommonOptions, { cwd, bundle }: Terminal): void {
  const [one, ...others] = compiled;
  const isUsual = [options.spec, options.out, options.only, options.skip, options.env].every(
    (own) => own === undefined,
  );
  if (!isUsual || bundle === undefined || one === undefined || others.length > 0) return;
  const said = { out: "", err: "" };
  const listener: Terminal = {
    cwd,
    env: {},
    isColorful: false,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
  if (checkCompiled([one], {}, listener) !== 0) return;
  // What is private is in no clone, and nobody asks for it.
  const isPrivate = ({ isOnce, mode }: OutputFile): boolean => isOnce && mode === privateMode;
  const files = one.result.files.filter((file) => !isPrivate(file));
  const privates = one.result.files.filter(isPrivate).map(({ path }) => path);
  const memory = { inputs: one.spec.inputs(), output: display(cwd, one.out), privates, said };
  remember({ cwd, bundle }, memory, [{ path: manifestName }, ...files]);
}

function generateOne(one: Compiled, isFine: boolean, options: CommonOptions, terminal: Terminal): SpecReport {
  const { spec, result, shownOut } = one;
  const isPretty = formatOf(options, terminal.env) === "pretty";
  const report = { spec: spec.source.path, output: shownOut, diagnostics: result.diagnostics };
  if (isPretty) {
    const shown = { notes: false, warnings: options.quiet !== true };
    writeDiagnostics(result.diagnostics, shown, terminal, (text) => terminal.err(text));
  }
  if (!isFine) {
    if (isPretty && !isValid(one)) terminal.err(`${spec.source.path}: ${countFindings(result.diagnostics)}\n`);
    return { ...report, files: [] };
  }
  const { folder, standing } = standingOf(one, options, terminal);
  if (standing.manifestObstacle !== undefined) {
    throw new Failure(
      `${pathIn(shownOut, manifestName)}: ${standing.manifestObstacle}`,
      "Remove it, and run this again.",
    );
  }
  if (options.force !== true) refuseOthersFolder(one, standing);
  const outcome = applyStanding(folder, standing, options.force === true);
  const found = manifestFindings(standing.manifestProblem, shownOut);
  if (isPretty) {
    if (options.quiet !== true) writeManifestFindings(found, terminal);
    writeOutcome(outcome, shownOut, options, terminal);
  }
  return { ...report, diagnostics: [...report.diagnostics, ...found], files: outcome.kept };
}

function writeOutcome(outcome: Outcome, out: string, options: CommonOptions, terminal: Terminal): void {
  const palette = paletteFor(terminal.isColorful);
  if (options.quiet !== true) {
    for (const path of outcome.completed) terminal.err(`added to ${path}: variables that it lacked, at its end\n`);
  }
  for (const file of outcome.kept) terminal.err(`${palette.warning("kept")} ${file.path}: ${reasonFor(file)}\n`);
  if (outcome.kept.some((file) => file.state !== "unsafe")) {
    const [show, discard] = [commandLine(options, "diff"), `${commandLine(options)} --force`];
    terminal.err(
      `${palette.bold("help:")} see what differs: ${show}\n${palette.bold("help:")} discard it: ${discard}\n`,
    );
  }
  if (options.quiet !== true) terminal.out(`${out}: ${summary(outcome)}\n`);
}

/** Why a file was left as it is. */
function reasonFor(file: FileStatus): string {
  switch (file.state) {
    case "edited":
      return "it was edited by hand";
    case "orphaned-edited":
      return "nothing generates it any more, and it was edited by hand";
    case "unmanaged":
      return "varai-gen did not write it";
    default:
      return file.detail ?? file.state;
  }
}

/** `2 created, 1 updated, 12 unchanged` */
function summary(outcome: Outcome): string {
  const counts = [
    [outcome.created.length, "created"],
    [outcome.updated.length, "updated"],
    [outcome.deleted.length, "deleted"],
    [outcome.kept.length, "kept"],
    [outcome.unchanged, "unchanged"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length > 0 ? said.join(", ") : "nothing to generate";
}
