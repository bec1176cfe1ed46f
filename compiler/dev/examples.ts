import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import fastGlob from "fast-glob";
import type { Example } from "../diagnostics/example.ts";
import { root } from "./files.ts";

/** How many lines of a specification are shown before and after the line of a finding, and how long they can be. */
const around = { lines: 2, columns: 110 };

/**
 * An example of each code: the finding of the smallest golden specification that has it. Codes that no specification has are
 * about files; their examples are from the results of commands.
 */
export function readExamples(): Readonly<Record<string, Example>> {
  const goldens = fastGlob
    .sync("tests/golden/*/expected/diagnostics.txt", { cwd: root })
    .map((path) => ({ path, folder: dirname(dirname(path)) }))
    // The output of a golden folder that was removed stays until the goldens are updated.
    .filter(({ folder }) => existsSync(`${root}${folder}/platform.yaml`))
    .map((golden) => ({ ...golden, size: read(`${golden.folder}/platform.yaml`).length }))
    .sort((a, b) => a.size - b.size || (a.path < b.path ? -1 : 1));
  const results = fastGlob.sync("tests/cli/expected/*.sarif.json", { cwd: root }).sort();
  const all = [...goldens.flatMap(({ path, folder }) => examplesIn(read(path), folder)), ...results.flatMap(resultsIn)];
  return Object.fromEntries(all.toReversed());
}

type CodeExample = readonly [code: string, example: Example];

/** The findings of a golden, as text. */
function examplesIn(text: string, folder: string): readonly CodeExample[] {
  const heading = /^(?:(\S+) )?(?:error|warning|note) ([a-z]+\/[a-z-]+)$/;
  return text
    .split(/\n(?=(?:\S+ )?(?:error|warning|note) [a-z]+\/[a-z-]+\n)/)
    .flatMap((block): readonly CodeExample[] => {
      const [first = "", message = "", ...rest] = block.split("\n");
      const [, path, code] = heading.exec(first) ?? [];
      if (code === undefined) return [];
      const help = /^ {2}help: (.*)$/m.exec(block)?.[1];
      const frame = rest.filter((line) => line.startsWith("  | ")).map((line) => line.slice(4));
      const [source = "", carets = ""] = frame;
      const lines = path === undefined || frame.length === 0 ? [] : context(`${folder}/${path}`, source, carets);
      return [[code, { lines, message: message.trim(), ...(help !== undefined && { help }) }]];
    });
}

/** The lines around a line of a file, with the carets below it. A line that is cut stands alone. */
function context(path: string, source: string, carets: string): readonly string[] {
  const lines = read(path)
    .replaceAll("\r\n", "\n")
    .replace(/^\ufeff/, "")
    .split("\n");
  const index = lines.findIndex((line) => line.replaceAll("\t", " ") === source);
  if (index < 0) return [source, carets];
  const isShort = (line: string): boolean => line.length <= around.columns && line.trim() !== "";
  return [
    ...lines.slice(Math.max(0, index - around.lines), index).filter(isShort),
    source,
    carets,
    ...lines.slice(index + 1, index + 1 + around.lines).filter(isShort),
  ];
}

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly { readonly ruleId: string; readonly message: { readonly text: string } }[];
  }[];
}

function resultsIn(path: string): readonly CodeExample[] {
  const { runs } = JSON.parse(read(path)) as Sarif;
  return runs.flatMap(({ results }) =>
    results.map(({ ruleId, message }) => [ruleId, { lines: [], message: message.text }] as const),
  );
}

function read(path: string): string {
  return readFileSync(`${root}${path}`, "utf8");
}
