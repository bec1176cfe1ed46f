// Pipelines of Azure Pipelines, run as its agent does: conditions, matrices, macros and logging commands.
import { spawnSync } from "node:child_process";
import { parse } from "yaml";
import { conditionHolds, type Scope } from "./azure-conditions.ts";
import { compiledAt } from "./compiled.ts";

/** A step with a script, or a task. */
export interface Step {
  readonly bash?: string;
  readonly task?: string;
  readonly displayName?: string;
  readonly name?: string;
  readonly condition?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A job or a deployment job. */
export interface Job {
  readonly job?: string;
  readonly deployment?: string;
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
  readonly steps?: readonly Step[];
  readonly strategy?: {
    readonly matrix?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly runOnce?: { readonly deploy: { readonly steps: readonly Step[] } };
  };
}

/** A stage. */
export interface Stage {
  readonly stage: string;
  readonly condition?: string;
  readonly jobs: readonly Job[];
}

/** A pipeline file of a specification. */
export async function pipelineAt(
  spec: string,
  path: string,
): Promise<{ readonly stages?: readonly Stage[]; readonly jobs?: readonly Job[] }> {
  const { files } = await compiledAt(spec);
  return parse(files.find((file) => file.path === path)?.text ?? "") ?? {};
}

/** A job of a pipeline file, of a stage if it has stages. */
export async function jobAt(spec: string, path: string, job: string, stage?: string): Promise<Job> {
  const { stages = [], jobs = [] } = await pipelineAt(spec, path);
  const all = stage === undefined ? jobs : (stages.find((candidate) => candidate.stage === stage)?.jobs ?? []);
  const found = all.find((candidate) => (candidate.job ?? candidate.deployment) === job);
  if (!found) throw new Error(`${path} has no job '${job}'`);
  return found;
}

/** The steps of a job. */
export function stepsOf({ steps, strategy }: Job): readonly Step[] {
  return steps ?? strategy?.runOnce?.deploy.steps ?? [];
}

/** What a step or a job printed, the variables that it set, and whether it succeeded. */
export interface Outcome {
  readonly succeeded: boolean;
  readonly output: string;
  readonly variables: Readonly<Record<string, string>>;
}

type Variables = Readonly<Record<string, string>>;

/** The text with the macros of variables that exist replaced, once and without recursion, as the agent does. */
export function expandMacros(text: string, variables: Variables): string {
  const byName = new Map(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]));
  return text.replaceAll(/\$\(([^)]*)\)/g, (macro, name: string) => byName.get(name.toLowerCase()) ?? macro);
}

/** Runs the script of a step in a folder. Template parameters are replaced by `parameters`. */
export function runStep(step: Step, variables: Variables, cwd: string, env: Variables, parameters: Variables): Outcome {
  const script = step.bash ?? step.inputs?.inlineScript;
  if (script === undefined) return { succeeded: true, output: "", variables: {} };
  const mapped = Object.entries(step.env ?? {}).map(([name, value]) => {
    const replaced = String(value).replaceAll(
      /\$\{\{ parameters\.(\w+) \}\}/g,
      (_, key: string) => parameters[key] ?? "",
    );
    return [name, expandMacros(replaced, variables)];
  });
  const exported = Object.entries(variables).map(([name, value]) => [name.replaceAll(".", "_").toUpperCase(), value]);
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-c", expandMacros(script, variables)],
    {
      cwd,
      env: { PATH: process.env.PATH, ...env, ...Object.fromEntries(exported), ...Object.fromEntries(mapped) },
      encoding: "utf8",
    },
  );
  const set = [...stdout.matchAll(/^##vso\[task\.setvariable variable=(\w+)(;isOutput=true)?\](.*)$/gm)];
  const named = set.map(([, name = "", isOutput, value = ""]) => [
    isOutput && step.name !== undefined ? `${step.name}.${name}` : name,
    value,
  ]);
  return { succeeded: status === 0, output: stdout + stderr, variables: Object.fromEntries(named) };
}

/** What surrounds a job: the folder of the sources, the environment of the agent, and the parameters of the run. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Variables;
  readonly parameters: Variables;
  /** Called after each step. */
  readonly after?: (step: Step, outcome: Outcome) => void;
}

/** Runs the steps of a job whose conditions hold. */
export function runJob(job: Job, variables: Variables, { cwd, env, parameters, after }: Surroundings): Outcome {
  let state = { succeeded: true, output: "", variables };
  for (const step of stepsOf(job)) {
    const scope: Scope = {
      variables: state.variables,
      state: state.succeeded ? "succeeded" : "failed",
      dependencies: {},
    };
    if (!conditionHolds(step.condition ?? "succeeded()", scope)) continue;
    const agent = { ...env, AGENT_JOBSTATUS: state.succeeded ? "Succeeded" : "Failed" };
    const outcome = runStep(step, state.variables, cwd, agent, parameters);
    after?.(step, outcome);
    state = {
      succeeded: state.succeeded && outcome.succeeded,
      output: state.output + outcome.output,
      variables: { ...state.variables, ...outcome.variables },
    };
  }
  return state;
}

/** The variables of a job that come from outputs of the first stage. */
export function variablesFrom(job: Job, outputs: Variables): Variables {
  const pairs = (job.variables ?? []).map(({ name, value }) => {
    const output = /^\$\[ stageDependencies\.images\.version\.outputs\['(.+)'\] \]$/.exec(value)?.[1] ?? "";
    return [name, outputs[output] ?? ""];
  });
  return Object.fromEntries(pairs);
}
