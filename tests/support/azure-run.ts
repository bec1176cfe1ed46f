// Runs of the release pipeline of Azure Pipelines: stages, jobs for each leg of their matrix, and artifacts.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { conditionHolds } from "./azure-conditions.ts";
import { type Job, type Outcome, pipelineAt, runJob, type Stage, variablesFrom } from "./azure-pipelines.ts";
import type { AzureWorld } from "./azure-world.ts";

/** Variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** The specification with the pipeline. */
export const golden = "tests/golden/ci-azure-pipelines/platform.yaml";
/** The path of the release pipeline. */
export const release = "azure-pipelines/release.yml";

/** The parameters of a run that nothing is chosen for. */
export const byDefault: Variables = { rebuild: "False", version: "none", rollback: "False" };

/** The variables of the project's groups. */
export const groups: Variables = {
  NPM_TOKEN: "token",
  CURRENCY: "EUR",
  SELLER: "shop",
  COSIGN_PASSWORD: "secret",
  REGISTRY_RESOURCE_GROUP: "registry",
};

/** The paths of secure files. */
export const files: Variables = {
  "publicKey.secureFilePath": "cosign.pub",
  "privateKey.secureFilePath": "cosign.key",
};

/** The results of a run by stage, and the outputs of the first one. */
export interface Run {
  readonly stages: Readonly<Record<string, string>>;
  readonly outputs: Variables;
  readonly output: string;
}

/** Runs the release pipeline for a ref. The checks, which are another file, succeed. */
export async function run(
  world: AzureWorld,
  ref: string,
  parameters: Variables = byDefault,
  env: Variables = {},
): Promise<Run> {
  const { stages = [] } = await pipelineAt(golden, release);
  const predefined = {
    "Build.SourceBranch": ref,
    "Build.Reason": "IndividualCI",
    "System.AccessToken": "token",
    ...groups,
    ...files,
  };
  let past: Run = { stages: {}, outputs: {}, output: "" };
  for (const stage of stages) {
    const isRun = holds(stage, past, predefined, parameters);
    const jobs = stage.stage === "checks" ? [] : stage.jobs;
    const outcomes = isRun ? jobs.flatMap((job) => runLegs(job, past.outputs)) : [];
    const result = outcomes.every(({ succeeded }) => succeeded) ? "Succeeded" : "Failed";
    past = {
      stages: { ...past.stages, [stage.stage]: isRun ? result : "Skipped" },
      outputs: stage.stage === "images" ? (outcomes[0]?.variables ?? {}) : past.outputs,
      output: past.output + outcomes.map(({ output }) => output).join(""),
    };
  }
  return past;

  function runLegs(job: Job, outputs: Variables): readonly Outcome[] {
    return Object.values(job.strategy?.matrix ?? { one: {} }).map((leg) => {
      world.git("clean", "--quiet", "--force", "-d");
      const variables = { ...predefined, ...variablesFrom(job, outputs), ...leg };
      const outcome = runJob(job, variables, { cwd: world.sources, env: { ...world.env, ...env }, parameters });
      if (outcome.succeeded) saveDigest(world, leg);
      return outcome;
    });
  }
}

/** Whether a stage runs. */
function holds({ condition = "succeeded()" }: Stage, past: Run, variables: Variables, parameters: Variables): boolean {
  const outputs = Object.fromEntries(Object.entries(past.outputs).map(([key, value]) => [`version.${key}`, value]));
  const results = Object.entries(past.stages);
  return conditionHolds(condition.replace("${{ parameters.rebuild }}", parameters.rebuild ?? ""), {
    variables,
    state: results.every(([, result]) => result === "Succeeded") ? "succeeded" : "failed",
    dependencies: Object.fromEntries(results.map(([name, result]) => [name, { result, outputs }])),
  });
}

/** Publishes the artifact of a leg that builds. */
function saveDigest({ sources, folder }: AzureWorld, { TARGET, ARCHITECTURE }: Variables): void {
  if (ARCHITECTURE === undefined) return;
  const artifact = `${folder}/digest.${TARGET}.${ARCHITECTURE}.1.1`;
  mkdirSync(artifact, { recursive: true });
  writeFileSync(`${artifact}/digest`, readFileSync(`${sources}/digest/digest`));
}
