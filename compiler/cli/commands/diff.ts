import type { FileStatus } from "../../output/changes.ts";
import type { CommonOptions } from "../options.ts";
import { countFindings, writeDiagnostics } from "../report.ts";
import { compileAll, isValid, standingOf } from "../run.ts";
import { paletteFor, type Terminal } from "../terminal.ts";

/** A file before and after. */
interface Pair {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Shows what generating would change, as a unified diff. Writes nothing; ends with 1 if there is anything to show. */
export async function diff(options: CommonOptions, terminal: Terminal): Promise<number> {
  const compiled = await compileAll(options, terminal, false);
  let hasFindings = false;
  for (const one of compiled) {
    if (!isValid(one)) {
      const shown = { notes: false, warnings: false };
      writeDiagnostics(one.result.diagnostics, shown, terminal, (text) => terminal.err(text));
      terminal.err(`${one.spec.source.path}: ${countFindings(one.result.diagnostics)}\n`);
      hasFindings = true;
      continue;
    }
    const { standing } = standingOf(one, options);
    const pairs = standing.files
      .filter((file) => file.state !== "current")
      .flatMap((file) => pairOf(file, one.shownOut));
    if (pairs.length > 0) hasFindings = true;
    terminal.out(options.stat ? await statOf(pairs) : await patchOf(pairs, terminal.isColorful));
  }
  return hasFindings ? 1 : 0;
}

function pairOf(file: FileStatus, out: string): readonly Pair[] {
  const path = out === "." ? file.path : `${out}/${file.path}`;
  const pair = { path, before: file.text ?? "", after: file.wanted?.text ?? "" };
  return pair.before === pair.after ? [] : [pair];
}

async function patchOf(pairs: readonly Pair[], isColorful: boolean): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const palette = paletteFor(isColorful);
  const color = (line: string): string => {
    if (line.startsWith("+++") || line.startsWith("---")) return palette.bold(line);
    if (line.startsWith("+")) return palette.added(line);
    if (line.startsWith("-")) return palette.removed(line);
    return line.startsWith("@@") ? palette.note(line) : line;
  };
  return pairs
    .map(({ path, before, after }) => {
      const from = before === "" ? "/dev/null" : `a/${path}`;
      const to = after === "" ? "/dev/null" : `b/${path}`;
      const patch = createTwoFilesPatch(from, to, before, after, undefined, undefined, { context: 3 });
      const lines = patch.split("\n").filter((line) => !line.startsWith("====="));
      return lines.map((line) => color(line.replace(/\t$/, ""))).join("\n");
    })
    .join("");
}

async function statOf(pairs: readonly Pair[]): Promise<string> {
  const { diffLines } = await import("diff");
  const width = Math.max(0, ...pairs.map((pair) => pair.path.length));
  const lines = pairs.map(({ path, before, after }) => {
    const parts = diffLines(before, after);
    const count = (isAdded: boolean): number =>
      parts.filter((part) => (isAdded ? part.added : part.removed)).reduce((sum, part) => sum + part.count, 0);
    return `${path.padEnd(width)}  +${count(true)} -${count(false)}\n`;
  });
  return lines.join("");
}
