import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { type Contexts, evaluated, runs, type Status, stringsOf } from "./expressions.ts";
import type { Job, Permissions, Step, Trigger } from "./workflow.ts";

/** How a job or a step ended. */
export type Result = "success" | "failure" | "skipped";

/** A job that was considered, once per combination of its matrix. */
export interface JobRun {
  /** The name in the workflow; jobs of a called workflow follow that of the call: `ci/test`. */
  readonly id: string;
  readonly result: Result;
  readonly permissions: Permissions;
  readonly environment: string;
  readonly steps: readonly { readonly name: string; readonly outcome: Result }[];
  readonly output: string;
}

/** Everything outside of workflows. */
export interface World {
  /** A folder for the files of jobs. */
  readonly folder: string;
  /** Text of a file of the repository. */
  read(path: string): string;
  /** Variables of scripts: where the programs are, and what they read. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** Runs an action in a folder. The result are its outputs. */
  act(
    action: string,
    inputs: Readonly<Record<string, string>>,
    cwd: string,
    trigger: Trigger,
  ): Readonly<Record<string, string>>;
  /** Notes the end of a deployment. */
  deployed(environment: string, sha: string, result: Result): void;
  /** Whether a step fails without running. */
  fails(job: string, step: string): boolean;
}

/** Where a job runs. */
export interface Place {
  readonly world: World;
  readonly trigger: Trigger;
  readonly contexts: Contexts;
  readonly prefix: string;
  /** What a calling workflow grants; undefined: anything. */
  readonly granted: Permissions | undefined;
}

/** Runs the steps of a job in an empty folder. */
export function runSteps(
  id: string,
  job: Job,
  place: Place,
  permissions: Permissions,
): { readonly run: JobRun; readonly outputs: Contexts } {
  const { world, trigger, prefix } = place;
  const folder = mkdtempSync(`${world.folder}/job-`);
  for (const name of ["work", "temp"]) mkdirSync(`${folder}/${name}`);
  const environment = String(
    evaluated(typeof job.environment === "object" ? job.environment.name : (job.environment ?? ""), place.contexts),
  );
  const env: Record<string, string> = stringsOf(job.env, place.contexts);
  const ended: Record<string, { readonly outcome: Result; readonly outputs: Contexts }> = {};
  const steps: { readonly name: string; readonly outcome: Result }[] = [];
  let [output, status]: [string, Status] = ["", { isSuccess: true, isFailure: false }];
  for (const step of job.steps ?? []) {
    const state = status.isFailure ? "failure" : "success";
    const contexts = {
      ...place.contexts,
      env,
      steps: ended,
      job: { status: state },
      runner: { temp: `${folder}/temp` },
    };
    const made = !runs(step.if, contexts, status)
      ? { outcome: "skipped" as const, outputs: {}, text: "" }
      : world.fails(prefix + id, step.name)
        ? { outcome: "failure" as const, outputs: {}, text: "" }
        : runStep(step, contexts, env, folder, place);
    steps.push({ name: step.name, outcome: made.outcome });
    output += made.text;
    if (step.id !== undefined) ended[step.id] = { outcome: made.outcome, outputs: made.outputs };
    if (made.outcome === "failure" && step["continue-on-error"] !== true)
      status = { isSuccess: false, isFailure: true };
  }
  const result = status.isFailure ? "failure" : "success";
  if (environment !== "") world.deployed(environment, trigger.sha, result);
  const run = { id: prefix + id, result, permissions, environment, steps, output } as const;
  return { run, outputs: stringsOf(job.outputs, { ...place.contexts, steps: ended }) };
}

function runStep(
  step: Step,
  contexts: Contexts,
  env: Record<string, string>,
  folder: string,
  { world, trigger }: Place,
): { readonly outcome: Result; readonly outputs: Contexts; readonly text: string } {
  const cwd = `${folder}/work`;
  if (step.uses !== undefined) {
    const outputs = world.act(step.uses.replace(/@.*/, ""), stringsOf(step.with, contexts), cwd, trigger);
    return { outcome: "success", outputs, text: "" };
  }
  const files = Object.fromEntries(
    ["GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"].map((name) => [name, `${folder}/${name}`]),
  );
  for (const path of Object.values(files)) writeFileSync(path, "");
  const { github } = contexts as { readonly github: Readonly<Record<string, unknown>> };
  const names = ["event_name", "ref", "ref_name", "ref_type", "repository", "run_id", "run_number", "sha"];
  const given = Object.fromEntries(names.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name])]));
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", String(evaluated(step.run, contexts))],
    {
      cwd: `${cwd}/${step["working-directory"] ?? ""}`,
      encoding: "utf8",
      env: {
        ...world.env,
        ...given,
        ...files,
        GITHUB_SERVER_URL: "https://github.com",
        RUNNER_TEMP: `${folder}/temp`,
        ...env,
        ...stringsOf(step.env, contexts),
      },
    },
  );
  const pairs = (name: string): readonly (readonly [string, string])[] =>
    readFileSync(files[name] ?? "", "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1)]);
  Object.assign(env, Object.fromEntries(pairs("GITHUB_ENV")));
  const folders = readFileSync(files.GITHUB_PATH ?? "", "utf8")
    .split("\n")
    .filter(Boolean);
  if (folders.length > 0) env.PATH = [...folders.reverse(), env.PATH ?? world.env.PATH].join(":");
  return {
    outcome: status === 0 ? "success" : "failure",
    outputs: Object.fromEntries(pairs("GITHUB_OUTPUT")),
    text: `# ${step.name}\n${stdout}${stderr}`,
  };
}
