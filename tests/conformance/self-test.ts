import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastGlob from "fast-glob";
import type { Checker } from "./checker.ts";
import { linesOf } from "./execute.ts";
import { findingsOf } from "./judge.ts";
import { treeAt } from "./trees.ts";
import type { Workshop } from "./workshop.ts";

const bad = fileURLToPath(new URL("./bad", import.meta.url));
const expectation = "finding.txt";

/** What is wrong with a checker, by bad example: a folder of bad/CHECKER, with what has to be said of it in finding.txt. */
export interface Example {
  readonly name: string;
  readonly problem: string | undefined;
}

/** Shows a checker its bad examples. A check that cannot fail is none, so there has to be one at least. */
export async function testChecker(checker: Checker, workshop: Workshop): Promise<readonly Example[]> {
  const folders = fastGlob.sync(`${checker.name}/*`, { cwd: bad, onlyDirectories: true }).sort();
  if (folders.length === 0) return [{ name: `bad/${checker.name}`, problem: "there is no bad example" }];
  const examples: Example[] = [];
  for (const folder of folders) {
    examples.push({ name: `bad/${folder}`, problem: await problemOf(checker, `${bad}/${folder}`, workshop) });
  }
  return examples;
}

async function problemOf(checker: Checker, folder: string, workshop: Workshop): Promise<string | undefined> {
  const tree = treeAt(folder, folder, [expectation]);
  const expected = linesOf(readFileSync(`${folder}/${expectation}`, "utf8"));
  const findings: string[] = [];
  for (const job of checker.jobsIn(tree)) findings.push(...(await findingsOf(checker, job, tree, workshop)));
  const missed = expected.filter((text) => !findings.some((finding) => finding.includes(text)));
  if (expected.length > 0 && missed.length === 0) return undefined;
  return `does not find: ${missed.join("; ")}; but: ${findings.join("; ") || "nothing"}`;
}
