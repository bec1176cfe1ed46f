import { parse } from "yaml";
import { type Contexts, evaluated, runs, stringsOf } from "./expressions.ts";
import { type JobRun, type Place, type Result, runSteps, type World } from "./steps.ts";
import { combinationsOf, isTriggered, type Job, type Permissions, type Trigger, type Workflow } from "./workflow.ts";

/** Runs a workflow of the repository; without jobs if the event does not start it. */
export function runWorkflow(name: string, trigger: Trigger, world: World): readonly JobRun[] {
  const workflow = parse(world.read(`.github/workflows/${name}.yml`)) as Workflow;
  if (!isTriggered(workflow, trigger)) return [];
  const [, kind = "", refName = ""] = /^refs\/(heads|tags|pull)\/(.*)$/.exec(trigger.ref) ?? [];
  const repository = { default_branch: "main", private: false, visibility: "public" };
  const github = {
    actor: "someone",
    event: { repository, ...trigger.payload },
    event_name: trigger.event,
    head_ref: trigger.headRef ?? "",
    ref: trigger.ref,
    ref_name: refName,
    ref_type: kind === "tags" ? "tag" : "branch",
    repository: "octo/shop",
    run_attempt: 1,
    run_id: trigger.number,
    run_number: trigger.number,
    sha: trigger.sha,
    token: "token",
    workflow: name,
  };
  const inputs = trigger.event === "workflow_dispatch" ? defaultsOf(workflow, trigger.event, trigger.inputs) : {};
  const secrets = trigger.isUntrusted ? {} : world.secrets;
  const contexts = { github, inputs, secrets, vars: world.vars, runner: { temp: "" }, strategy: {} };
  return runJobs(workflow, { world, trigger, contexts, prefix: "", granted: undefined }).jobs;
}

function defaultsOf(workflow: Workflow, event: string, given: Readonly<Record<string, unknown>> = {}): Contexts {
  const inputs = Object.entries(workflow.on[event]?.inputs ?? {});
  return Object.fromEntries(inputs.map(([name, input]) => [name, given[name] ?? input.default ?? ""]));
}

function runJobs(workflow: Workflow, place: Place): { readonly jobs: readonly JobRun[]; readonly result: Result } {
  const needs: Record<
    string,
    { readonly result: Result; readonly outputs: Contexts; readonly before: readonly string[] }
  > = {};
  const jobs: JobRun[] = [];
  // A job is written after those that it needs.
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const direct = [job.needs ?? []].flat();
    const before = [...new Set(direct.flatMap((name) => [name, ...(needs[name]?.before ?? [])]))];
    const results = before.map((name) => needs[name]?.result);
    const status = { isSuccess: results.every((one) => one === "success"), isFailure: results.includes("failure") };
    const own = Object.fromEntries(direct.map((name) => [name, needs[name]]));
    const contexts = { ...place.contexts, needs: own };
    const found = runs(job.if, contexts, status)
      ? runJob(id, job, { ...place, contexts })
      : { jobs: [skipped(place.prefix + id)], result: "skipped" as const, outputs: {} };
    jobs.push(...found.jobs);
    needs[id] = { result: found.result, outputs: found.outputs, before };
  }
  const failed = Object.values(needs).some(({ result }) => result === "failure");
  return { jobs, result: failed ? "failure" : "success" };
}

function skipped(id: string): JobRun {
  return { id, result: "skipped", permissions: {}, environment: "", steps: [], output: "" };
}

function runJob(
  id: string,
  job: Job,
  place: Place,
): { readonly jobs: readonly JobRun[]; readonly result: Result; readonly outputs: Contexts } {
  const permissions = permissionsOf(job, place);
  if (job.uses !== undefined) {
    const workflow = parse(place.world.read(job.uses.replace("./", ""))) as Workflow;
    const given = Object.fromEntries(
      Object.entries(job.with ?? {}).map(([name, text]) => [name, evaluated(text, place.contexts)]),
    );
    const inputs = defaultsOf(workflow, "workflow_call", given);
    const secrets = stringsOf(job.secrets, place.contexts);
    const contexts = { ...place.contexts, inputs, secrets };
    const called = runJobs(workflow, { ...place, contexts, prefix: `${place.prefix}${id}/`, granted: permissions });
    return { ...called, outputs: {} };
  }
  const matrix = Object.entries(job.strategy?.matrix ?? {}).map(([name, value]) => [
    name,
    evaluated(value, place.contexts),
  ]);
  const combinations = job.strategy ? combinationsOf(Object.fromEntries(matrix) as Contexts) : [{}];
  const made = combinations.map((combination) =>
    runSteps(id, job, { ...place, contexts: { ...place.contexts, matrix: combination } }, permissions),
  );
  const result = made.some(({ run }) => run.result === "failure") ? "failure" : "success";
  return { jobs: made.map(({ run }) => run), result, outputs: made.at(-1)?.outputs ?? {} };
}

/** Tokens of pull requests from forks can only read. A called workflow cannot have more than the calling job. */
function permissionsOf({ permissions = {} }: Job, { trigger, granted }: Place): Permissions {
  for (const [scope, access] of Object.entries(permissions)) {
    const most = granted?.[scope];
    if (granted && most !== "write" && most !== access) throw new Error(`a called job needs ${scope}: ${access}`);
  }
  const entries = Object.entries(permissions);
  return Object.fromEntries(entries.map(([scope, access]) => [scope, trigger.isFork ? "read" : access]));
}
