import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import type { JobRun } from "./steps.ts";
import type { Trigger } from "./workflow.ts";
import { type Surroundings, surroundingsOf } from "./world.ts";

const folder = mkdtempSync(`${tmpdir()}/varai-gen-workflows-`);
let worlds = 0;

/** A repository with the output of the golden ci-github, of which nothing has been released. */
export function newWorld(): Promise<Surroundings> {
  worlds += 1;
  const files = ["kubernetes/", "scripts/", "Dockerfile"];
  return surroundingsOf("tests/golden/ci-github/platform.yaml", `${folder}/${worlds}`, files);
}

/** Deletes the files of all worlds. */
export function deleteWorlds(): void {
  rmSync(folder, { recursive: true, force: true });
}

let runs = 0;

/** A new run of a workflow. */
export function trigger(event: Trigger["event"], ref: string, sha: string, more: Partial<Trigger> = {}): Trigger {
  runs += 1;
  return { event, ref, sha, number: runs, ...more };
}

/** The jobs with a result, each named once. */
export function jobsBy(result: JobRun["result"], jobs: readonly JobRun[]): string {
  return [...new Set(jobs.filter((job) => job.result === result).map(({ id }) => id))].join(" ");
}

/** What jobs printed. */
export function outputOf(jobs: readonly JobRun[]): string {
  return jobs.map(({ output }) => output).join("");
}

/** The effects of a kind, without its name. */
export function effectsOf(kind: string, effects: readonly string[]): readonly string[] {
  return effects.filter((effect) => effect.startsWith(`${kind} `)).map((effect) => effect.slice(kind.length + 1));
}

/** The jobs of CI, as a release calls them. */
export const checks = "ci/lint ci/changes ci/test ci/build ci/tests-test ci/passed";
