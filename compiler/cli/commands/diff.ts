import type { FileStatus } from "../../output/changes.ts";
import type { FolderStatus } from "../../output/compare-folder.ts";
import { manifestName } from "../../output/manifest.ts";
import type { CommonOptions } from "../options.ts";
import { countFindings, pathIn, writeDiagnostics } from "../report.ts";
import { compileAll, isValid, refuseSharedFolders, statusOf } from "../run.ts";
import { paletteFor, type Terminal } from "../terminal.ts";
import { checkCompiled } from "./check.ts";

/** A file before and after; undefined where it does not exist. */
interface Pair {
  readonly path: string;
  readonly before: Side | undefined;
  readonly after: Side | undefined;
}

interface Side {
  readonly text: string;
  readonly mode: "100644" | "100755";
}

/**
 * Prints the changes that `generate --force` would make, as a diff for `git apply` and `patch -p1`. Writes nothing. The
 * exit code is 1 if there are changes. In machine formats the output is that of `check`.
 */
export async function diff(options: CommonOptions, terminal: Terminal): Promise<number> {
  const compiled = await compileAll(options, terminal, false);
  refuseSharedFolders(compiled);
  if (options.format !== undefined && options.format !== "pretty") return checkCompiled(compiled, options, terminal);
  let hasFindings = false;
  for (const one of compiled) {
    if (!isValid(one)) {
      const shown = { notes: false, warnings: false };
      writeDiagnostics(one.result.diagnostics, shown, terminal, (text) => terminal.err(text));
      terminal.err(`${one.spec.source.path}: ${countFindings(one.result.diagnostics)}\n`);
      hasFindings = true;
      continue;
    }
    const { status } = statusOf(one, options, terminal);
    const unsafe = status.files.filter((file) => file.state === "unsafe");
    for (const { path, detail } of unsafe) terminal.err(`skipped ${path}: ${detail}\n`);
    const pairs = [...status.files.flatMap(pairOf), ...manifestPair(status.manifestText)]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((pair) => ({ ...pair, path: pathIn(one.shownOut, pair.path) }));
    if (pairs.length + unsafe.length > 0) hasFindings = true;
    terminal.out(options.stat ? await statOf(pairs) : await patchOf(pairs, terminal.isColorful));
  }
  return hasFindings ? 1 : 0;
}

function pairOf({ path, state, wanted, text, isExecutable }: FileStatus): readonly Pair[] {
  if (state === "current" || state === "unsafe" || path === manifestName) return [];
  const after = wanted && { text: wanted.text, mode: gitMode(wanted.mode === 0o755) };
  const before = text === undefined ? undefined : { text, mode: gitMode(isExecutable) };
  return [{ path, before, after }];
}

/** The manifest is part of the change: without it, the patched files would not count as generated. */
function manifestPair({ found, wanted }: FolderStatus["manifestText"]): readonly Pair[] {
  if (found === wanted) return [];
  const side = (text: string | undefined): Side | undefined =>
    text === undefined ? undefined : { text, mode: gitMode(false) };
  return [{ path: manifestName, before: side(found), after: side(wanted) }];
}

function gitMode(isExecutable: boolean): Side["mode"] {
  return isExecutable ? "100755" : "100644";
}

async function patchOf(pairs: readonly Pair[], isColorful: boolean): Promise<string> {
  const { formatPatch, structuredPatch } = await import("diff");
  const patches = pairs.map(({ path, before, after }) => {
    const names = [before ? `a/${path}` : "/dev/null", after ? `b/${path}` : "/dev/null"] as const;
    const contents = [before?.text ?? "", after?.text ?? ""] as const;
    const { hunks } = structuredPatch(...names, ...contents, undefined, undefined, { context: 3 });
    const isMoved = before && after && before.mode !== after.mode;
    return formatPatch({
      oldFileName: names[0],
      newFileName: names[1],
      oldHeader: undefined,
      newHeader: undefined,
      hunks,
      isGit: true,
      isCreate: !before,
      isDelete: !after,
      ...((isMoved || !after) && before && { oldMode: before.mode }),
      ...((isMoved || !before) && after && { newMode: after.mode }),
    });
  });
  return isColorful ? patches.map(colored).join("") : patches.join("");
}

function colored(patch: string): string {
  const palette = paletteFor(true);
  const color = (line: string): string => {
    if (/^(diff --git|\+\+\+|---|old|new|deleted) /.test(line)) return palette.bold(line);
    if (line.startsWith("+")) return palette.added(line);
    if (line.startsWith("-")) return palette.removed(line);
    return line.startsWith("@@") ? palette.note(line) : line;
  };
  return patch.split("\n").map(color).join("\n");
}

async function statOf(pairs: readonly Pair[]): Promise<string> {
  const { diffLines } = await import("diff");
  const width = Math.max(0, ...pairs.map((pair) => pair.path.length));
  const lines = pairs.map(({ path, before, after }) => {
    const parts = diffLines(before?.text ?? "", after?.text ?? "");
    const count = (isAdded: boolean): number =>
      parts.filter((part) => (isAdded ? part.added : part.removed)).reduce((sum, part) => sum + part.count, 0);
    const mode = before && after && before.mode !== after.mode ? `  mode ${after.mode}` : "";
    return `${path.padEnd(width)}  +${count(true)} -${count(false)}${mode}\n`;
  });
  return lines.join("");
}
