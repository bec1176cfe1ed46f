import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnosticOf } from "../diagnostics/diagnostics.ts";
import { toJson } from "../diagnostics/format-json.ts";
import { locate } from "../spec/document.ts";
import type { Lock } from "../spec/lock.ts";
import type { LockChange, LockState } from "./lock-changes.ts";
import { type CommonOptions, commandLine } from "./options.ts";
import { wholeFile, writeDiagnostics } from "./report.ts";
import { paletteFor, type Terminal } from "./terminal.ts";

/** The result of `lock` for a specification. */
export interface LockReport {
  readonly spec: string;
  readonly lock: Lock;
  /** Findings of the specification. */
  readonly diagnostics: readonly Diagnostic[];
  readonly changes: readonly LockChange[];
  readonly isWritten: boolean;
}

/** The findings of a report, each with its place in the lock file. */
export function findingsOfLock({ lock, diagnostics, changes }: LockReport): readonly Diagnostic[] {
  return [...diagnostics, ...changes.flatMap((change) => findingOf(change, lock))];
}

function findingOf(
  { image, state, reason = "", missingPlatforms = [] }: LockChange,
  lock: Lock,
): readonly Diagnostic[] {
  const file = wholeFile(lock.path);
  switch (state) {
    case "unresolved":
      return [diagnosticOf("lock/unresolved", file, { image, reason })];
    case "missing":
      return [diagnosticOf("lock/missing", file, { image, lock: lock.path })];
    case "unused": {
      const place = lock.document ? locate(lock.document, ["images", image], "key") : file;
      return [diagnosticOf("lock/unused", place, { image })];
    }
    default: {
      const platforms = missingPlatforms;
      return platforms.length === 0 ? [] : [diagnosticOf("lock/platform-missing", file, { image, platforms })];
    }
  }
}

/** A report as plain data. Keys are added in later versions, never changed. */
export function lockToJson(report: LockReport): object {
  const { spec, lock, changes, isWritten } = report;
  return {
    spec,
    lock: lock.path,
    written: isWritten,
    diagnostics: findingsOfLock(report).map(toJson),
    images: changes.map(({ image, state, before, after }) => ({
      image,
      state,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    })),
  };
}

/** Prints the changes of lock files. */
export function writeChanges(reports: readonly LockReport[], terminal: Terminal): void {
  for (const report of reports) {
    const warnings = findingsOfLock(report).map(({ location: _, ...rest }) => rest);
    writeDiagnostics(warnings, { notes: false, warnings: true }, terminal, (text) => terminal.err(text));
    const { changes, isWritten, lock } = report;
    const isReformatted = isWritten && changes.every(({ state }) => state === "current");
    terminal.out(`${lock.path}: ${summary(changes)}${isReformatted ? ", reformatted" : ""}\n`);
    const shown = changes.filter(({ state }) => state !== "current");
    writeTable(shown, digestsOf, terminal, (text) => terminal.out(text));
  }
}

/** Prints the images that could not be resolved. */
export function writeUnresolved(reports: readonly LockReport[], terminal: Terminal): void {
  const palette = paletteFor(terminal.isColorful);
  const changes = reports.flatMap((report) => report.changes).filter(({ state }) => state !== "removed");
  const images = new Map(changes.map((change) => [change.image, change]));
  const unresolved = [...images.values()].filter(({ state }) => state === "unresolved");
  const ratio = `${unresolved.length} of ${images.size} images`;
  terminal.err(`${palette.error("error:")} ${ratio} could not be resolved; no lock file was written\n\n`);
  writeTable(
    unresolved,
    ({ reason = "" }) => reason,
    terminal,
    (text) => terminal.err(text),
  );
  terminal.err(`\n${palette.bold("help:")} run 'npx varai-gen explain lock/unresolved' for causes and remedies\n`);
}

/** Prints the status of lock files. */
export function writeLockStatus(reports: readonly LockReport[], options: CommonOptions, terminal: Terminal): void {
  for (const { lock, changes } of reports) {
    const wrong = changes.filter(({ state }) => state !== "current");
    if (wrong.length > 0 || options.quiet !== true) terminal.out(`${lock.path}: ${summary(changes)}\n`);
    writeTable(
      wrong,
      () => "",
      terminal,
      (text) => terminal.out(text),
    );
  }
  const isFine = reports.every(({ changes }) => changes.every(({ state }) => state === "current"));
  if (!isFine) terminal.out(`\nRun: ${commandLine(options, "lock")}\n`);
}

function writeTable(
  changes: readonly LockChange[],
  detailOf: (change: LockChange) => string,
  { isColorful }: Terminal,
  write: (text: string) => void,
): void {
  const palette = paletteFor(isColorful);
  const [states, images] = [changes.map(({ state }) => state.length), changes.map(({ image }) => image.length)];
  for (const change of changes) {
    const state = palette.warning(change.state.padEnd(Math.max(...states)));
    const detail = detailOf(change);
    const image = detail === "" ? change.image : change.image.padEnd(Math.max(...images));
    write(`  ${state}  ${image}${detail === "" ? "" : `  ${detail}`}\n`);
  }
}

/** Shortened digests: `sha256:0123456789ab → sha256:ba9876543210` */
function digestsOf({ before, after }: LockChange): string {
  return [before, after].flatMap((digest) => (digest === undefined ? [] : digest.slice(0, 19))).join(" → ");
}

const words: Readonly<Record<LockState, string>> = {
  added: "added",
  updated: "updated",
  removed: "removed",
  missing: "missing",
  unused: "unused",
  unresolved: "unresolved",
  current: "unchanged",
};

/** `2 added, 1 updated, 6 unchanged` */
function summary(changes: readonly LockChange[]): string {
  const parts = Object.entries(words).flatMap(([state, word]) => {
    const count = changes.filter((change) => change.state === state).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return parts.length > 0 ? parts.join(", ") : "no images to pin";
}
