import { version } from "../../built/version.js";
import { applyStatus, type Outcome } from "../../output/apply.ts";
import { type FileStatus, privateMode } from "../../output/changes.ts";
import { manifestName } from "../../output/manifest.ts";
import type { OutputFile } from "../../render/render.ts";
import { writeCheckCache } from "../check-cache.ts";
import { choicesFor, inTheWay } from "../choices.ts";
import { Failure } from "../failure.ts";
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
import { type Compiled, compileAll, isValid, refuseOthersFolder, refuseSharedFolders, statusOf } from "../run.ts";
import { display } from "../specs.ts";
import { paletteFor, type Terminal } from "../terminal.ts";
import { checkCompiled } from "./check.ts";

/** Writes the output of the specifications. If one has an error, nothing is written. */
export async function generate(options: CommonOptions, terminal: Terminal): Promise<number> {
  const compiled = await compileAll(options, terminal, true);
  const format = formatOf(options, terminal.env);
  refuseSharedFolders(compiled);
  const isFine = compiled.every(isValid);
  const reports = compiled.map((one) => generateOne(one, isFine, options, terminal));
  writeMachineReport(reports, format, terminal, version);
  if (!isFine || reports.some((report) => report.files.length > 0)) return 1;
  cacheCheck(compiled, options, terminal);
  return 0;
}

/** Caches the result that `check` without options has for the output, which is now up to date. */
function cacheCheck(compiled: readonly Compiled[], options: CommonOptions, { cwd, bundle, env }: Terminal): void {
  const [one, ...others] = compiled;
  const hasDefaults = [options.spec, options.out, options.only, options.skip, options.env].every(
    (option) => option === undefined,
  );
  if (!hasDefaults || bundle === undefined || one === undefined || others.length > 0) return;
  const result = { out: "", err: "" };
  const listener: Terminal = {
    cwd,
    env: {},
    isColorful: false,
    out: (text) => {
      result.out += text;
    },
    err: (text) => {
      result.err += text;
    },
  };
  if (checkCompiled([one], {}, listener) !== 0) return;
  // A fresh clone has no private files, so they may be missing.
  const isPrivate = ({ isOnce, mode }: OutputFile): boolean => isOnce && mode === privateMode;
  const files = one.result.files.filter((file) => !isPrivate(file));
  const privates = one.result.files.filter(isPrivate).map(({ path }) => path);
  const cache = { inputs: one.spec.inputs(), output: display(cwd, one.out), privates, result };
  writeCheckCache({ cwd, bundle, env }, cache, [{ path: manifestName }, ...files]);
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
  const { folder, status } = statusOf(one, options, terminal);
  if (status.manifestObstacle !== undefined) {
    throw new Failure(
      `${pathIn(shownOut, manifestName)}: ${status.manifestObstacle}`,
      "Remove it, and run the command again.",
    );
  }
  if (options.force !== true) refuseOthersFolder(one, status);
  const outcome = applyStatus(folder, status, options.force === true);
  const found = manifestFindings(status.manifestProblem, shownOut);
  if (isPretty) {
    if (options.quiet !== true) writeManifestFindings(found, terminal);
    writeOutcome(outcome, one, options, terminal);
  }
  return { ...report, diagnostics: [...report.diagnostics, ...found], files: outcome.kept };
}

function writeOutcome(outcome: Outcome, one: Compiled, options: CommonOptions, terminal: Terminal): void {
  const palette = paletteFor(terminal.isColorful);
  if (options.quiet !== true) {
    for (const path of outcome.completed) terminal.err(`added to ${path}: variables that it lacked, at its end\n`);
  }
  for (const file of outcome.kept) terminal.err(`${palette.warning("kept")} ${file.path}: ${reasonFor(file)}\n`);
  if (outcome.kept.some((file) => file.state !== "unsafe")) {
    const foreign = outcome.kept.filter(({ state }) => state === "unmanaged").map(({ path }) => inTheWay(path, one));
    for (const choice of choicesFor(foreign, one.spec.source.path)) {
      terminal.err(`${palette.bold("help:")} ${choice}\n`);
    }
    const [show, discard] = [commandLine(options, "diff"), `${commandLine(options)} --force`];
    terminal.err(
      `${palette.bold("help:")} to see the differences, run: ${show}\n${palette.bold("help:")} to overwrite, run: ${discard}\n`,
    );
  }
  if (options.quiet !== true) terminal.out(`${one.shownOut}: ${summary(outcome)}\n`);
}

/** Why a file was not changed. */
function reasonFor(file: FileStatus): string {
  switch (file.state) {
    case "edited":
      return "edited by hand";
    case "orphaned-edited":
      return "orphaned and edited by hand";
    case "unmanaged":
      return "not written by varai-gen";
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
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return parts.length > 0 ? parts.join(", ") : "nothing to generate";
}
