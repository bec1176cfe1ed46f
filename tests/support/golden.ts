import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createTwoFilesPatch } from "diff";
import fastGlob from "fast-glob";
import { Assertion } from "uvu/assert";

/** The files of a folder, by path relative to it. */
export type Files = ReadonlyMap<string, string>;

/** Whether goldens are written instead of compared: npm run test:update. Never in CI. */
export const isUpdating = process.env.UPDATE_GOLDENS === "1" && !process.env.CI;

/** Every file of a folder; none when there is no folder. */
export function readFolder(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const paths = fastGlob.sync("**/*", { cwd: folder, dot: true }).sort();
  return new Map(paths.map((path) => [path, readFileSync(`${folder}/${path}`, "utf8")]));
}

/**
 * Fails when a folder does not hold exactly these files: one that differs, one that is missing, one too many. When
 * goldens are being updated, writes them instead. Read the diff before you commit it.
 */
export function assertFolder(folder: string, actual: Files): void {
  const expected = readFolder(folder);
  if (isUpdating) {
    update(folder, expected, actual);
    return;
  }
  const paths = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  const different = paths.filter((path) => expected.get(path) !== actual.get(path));
  if (different.length === 0) return;
  const patches = different
    .slice(0, shown.files)
    .map((path) => shortened(patchOf(path, expected.get(path), actual.get(path))));
  const left = different.slice(shown.files);
  if (left.length > 0) patches.push(`${left.length} more files differ: ${left.slice(0, 10).join(", ")}\n`);
  const help = "If this is what should come out: npm run test:update, and read the diff.";
  throw new Assertion({
    message: `${folder} is not what comes out of the specification`,
    details: `${patches.join("\n")}\n${help}\n`,
    generated: false,
    operator: "golden",
    expects: "",
    actual: "",
  });
}

/** How much of a difference is printed. */
const shown = { files: 5, lines: 60 };

function shortened(patch: string): string {
  const lines = patch.split("\n");
  if (lines.length <= shown.lines) return patch;
  return [...lines.slice(0, shown.lines), `... ${lines.length - shown.lines} more lines`, ""].join("\n");
}

function patchOf(path: string, expected: string | undefined, actual: string | undefined): string {
  const from = expected === undefined ? "/dev/null" : `expected/${path}`;
  const to = actual === undefined ? "/dev/null" : `actual/${path}`;
  return createTwoFilesPatch(from, to, expected ?? "", actual ?? "", "", "", { context: 2 });
}

function update(folder: string, expected: Files, actual: Files): void {
  for (const path of expected.keys()) if (!actual.has(path)) rmSync(`${folder}/${path}`);
  for (const [path, text] of actual) {
    if (expected.get(path) === text) continue;
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  }
}
