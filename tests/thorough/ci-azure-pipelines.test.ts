// Pipelines of Azure Pipelines run with programs that stand for the real ones, each of whose calls can fail.
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  expandMacros,
  jobAt,
  type Outcome,
  pipelineAt,
  runJob,
  runStep,
  stepsOf,
  variablesFrom,
} from "../support/azure-pipelines.ts";
import { byDefault, files, golden, groups, type Run, release, run, type Variables } from "../support/azure-run.ts";
import { deleteWorld, newWorld } from "../support/azure-world.ts";

const checks = "azure-pipelines/checks.yml";
const repository = "shopimages.azurecr.io/platform/shop";

const built = "images,checks,build,publish";
const ran = ({ stages }: Run, result = "Succeeded"): string =>
  Object.keys(stages)
    .filter((stage) => stages[stage] === result)
    .join();

test("a branch is built once, published, signed and deployed; a tag deploys the same digests after an approval", async () => {
  const world = newWorld();
  const commit = world.git("rev-parse", "HEAD");
  const first = await run(world, "refs/heads/main");
  assert.is(ran(first), `${built},deploy_qa,deploy_staging`, first.output);
  const calls = world.calls();
  const named = (text: string): readonly string[] => calls.filter((call) => call.includes(text));
  assert.is(named("--metadata-file").length, 4);
  assert.is(named("trivy").length, 4);
  assert.equal(
    named("cosign sign").map((call) => call.split(" --key ")[1]?.split(" ")[0]),
    ["cosign.key", "cosign.key"],
  );
  const stored = readFileSync(world.env.STORED ?? "", "utf8").split("\n");
  const digest = stored.find((line) => line.startsWith(`${repository}:sha-${commit} `))?.split(" ")[1] ?? "";
  assert.ok(digest.startsWith("sha256:"));
  assert.ok(
    stored.includes(`${repository}:main ${digest}`) &&
      stored.some((line) => line.startsWith(`${repository}:main-slim `)),
  );
  assert.equal(named("kustomize edit"), [
    `kustomize edit set image ${repository}=${repository}:sha-${commit}@${digest}`,
  ]);
  assert.ok(
    named("helm upgrade")[0]?.includes("--set-literal settings.CURRENCY=EUR --set-literal settings.SELLER=shop"),
  );
  assert.ok(first.output.includes("##vso[task.uploadsummary]"));

  world.git("tag", "v1.0.0");
  const second = await run(world, "refs/tags/v1.0.0");
  assert.is(ran(second), "images,publish,deploy_prod", second.output);
  const later = world.calls();
  assert.equal(
    later.filter((call) => /--metadata-file|cosign sign/.test(call)),
    [],
  );
  assert.equal(later.slice(-4), ["deploy.sh prod preview", `@${digest}`, "deploy.sh prod", `@${digest}`]);
  const tags = later.filter((call) => call.includes("imagetools create"));
  assert.ok(
    tags[0]?.includes(`--tag ${repository}:v1.0.0 --tag ${repository}:latest ${repository}@${digest}`),
    tags[0],
  );
  deleteWorld(world);
});

test("a rebuild has another name and does not reach production, but its version does", async () => {
  const world = newWorld();
  world.git("tag", "v1.0.0");
  const rebuilt = await run(world, "refs/tags/v1.0.0", { ...byDefault, rebuild: "True" });
  assert.is(ran(rebuilt), built, rebuilt.output);
  assert.is(rebuilt.outputs["version.version"], "v1.0.0-r7");
  const promoted = await run(world, "refs/tags/v1.0.0", { ...byDefault, version: "v1.0.0-r7" });
  assert.is(ran(promoted), "images,publish,deploy_prod", promoted.output);
  for (const version of ["v1.0.0-r8", "v2.0.0"]) {
    const failed = await run(world, "refs/tags/v1.0.0", { ...byDefault, version });
    assert.equal([ran(failed), ran(failed, "Failed")], ["", "images"], version);
  }
  deleteWorld(world);
});

test("an image of another commit, or without a signature, is not taken for one of the commit", async () => {
  const world = newWorld();
  const first = await run(world, "refs/heads/main");
  assert.is(ran(await run(world, "refs/heads/main")), "images,publish,deploy_qa,deploy_staging", first.output);
  const other = await run(world, "refs/heads/main", byDefault, { BUILT_FROM: "other" });
  assert.is(other.stages.checks, "Succeeded");
  writeFileSync(world.env.SIGNED ?? "", "");
  assert.is((await run(world, "refs/heads/main")).stages.checks, "Succeeded");
  deleteWorld(world);
});

/** Calls whose failure has no consequences: what is read for warnings, and what runs after a failure. */
const tolerated =
  /checks\/configurations|imagetools inspect .*(--raw|json .(Image|Manifest))|port-forward|cosign verify/;

test("whatever call fails, the job fails, and a deployment that has begun is rolled back", async () => {
  const world = newWorld();
  const { outputs } = await run(world, "refs/heads/main");
  for (const [stage, change, back] of [
    ["deploy_qa", "kubectl apply --kustomize kubernetes/overlays/qa", /^kubectl apply --filename .*previous\.json/],
    ["deploy_staging", "helm upgrade", /^helm rollback shop 7 /],
  ] as const) {
    const job = await jobAt(golden, release, "deploy", stage);
    const go = (FAIL_AT: string): readonly [Outcome, readonly string[]] => {
      world.calls();
      const variables = {
        ...groups,
        ...files,
        ...variablesFrom(job, outputs),
        "System.AccessToken": "t",
        "Build.SourceBranch": "refs/heads/main",
      };
      const outcome = runJob(job, variables, {
        cwd: world.sources,
        env: { ...world.env, FAIL_AT },
        parameters: byDefault,
      });
      return [outcome, world.calls()];
    };
    const [good, calls] = go("0");
    assert.ok(good.succeeded, good.output);
    for (const [index, call] of calls.entries()) {
      const [outcome, made] = go(String(index + 1));
      if (tolerated.test(call) && outcome.succeeded) continue;
      assert.not.ok(outcome.succeeded, `${stage}: ${call}\n${outcome.output}`);
      const isBegun = made.slice(0, index + 1).some((one) => one.startsWith(change) && !one.includes("dry-run"));
      const isBack = made.some((one) => back.test(one));
      if (isBegun) assert.ok(isBack, `${stage}: ${call}\n${made.join("\n")}`);
      else
        assert.not.ok(
          made.slice(index + 1).some((one) => one.startsWith(change)),
          `${stage}: ${call}`,
        );
    }
  }
  deleteWorld(world);
});

test("services keep their version until the jobs have succeeded, and for good if one fails", async () => {
  const world = newWorld();
  const job = await jobAt(golden, release, "deploy", "deploy_qa");
  const { outputs } = await run(world, "refs/heads/main");
  const go = (FAIL_AT = "0"): readonly string[] => {
    world.calls();
    const variables = {
      ...groups,
      ...files,
      ...variablesFrom(job, outputs),
      "System.AccessToken": "t",
      "Build.SourceBranch": "refs/heads/main",
    };
    runJob(job, variables, { cwd: world.sources, env: { ...world.env, FAIL_AT }, parameters: byDefault });
    return world.calls();
  };
  const marks = [
    /"paused": true/,
    /^kubectl apply --kustomize .*qa$/,
    /^kubectl wait job/,
    /"paused": null/,
    /apply --filename/,
    /kubectl logs/,
  ];
  const shown = (calls: readonly string[]): string =>
    calls.flatMap((call) => marks.findIndex((mark) => mark.test(call)) + 1 || []).join("");
  const calls = go();
  assert.is(shown(calls), "12334");
  const last = calls.findLastIndex((call) => call.startsWith("kubectl wait job"));
  assert.is(shown(go(String(last + 1))), "1233654");
  deleteWorld(world);
});

test("an older commit is not deployed over a newer one, unless the run is a rollback", async () => {
  const world = newWorld();
  const { git, commit } = world;
  const older = git("rev-parse", "HEAD");
  git("tag", "v1.9.0");
  const newer = commit("second");
  git("tag", "--annotate", "--message", "release", "v1.10.0");
  git("checkout", "--quiet", older);
  const fix = commit("fix");
  git("tag", "v1.9.1");
  const { stages = [] } = await pipelineAt(golden, release);
  const steps = stages.filter(({ stage }) => stage === "deploy_prod").flatMap(({ jobs }) => jobs.flatMap(stepsOf));
  const step = steps.find(({ displayName }) => displayName === "Check that no newer commit is deployed");
  assert.ok(step);
  const record = (id: number, result: string): object => ({
    owner: { id },
    result,
    finishTime: `2026-01-0${id}T00:00:00Z`,
  });
  const go = (COMMIT: string, ref: string, deployed: string, records: readonly object[], rollback = "False"): Outcome =>
    runStep(
      step,
      { COMMIT, "Build.SourceBranch": ref },
      world.sources,
      { ...world.env, DEPLOYED: deployed, RECORDS: JSON.stringify(records) },
      { rollback },
    );
  const done = [record(2, "failed"), record(1, "succeeded")];
  const annotated = git("rev-parse", "v1.10.0");
  const cases = [
    [newer, "v1.10.0", older, done, true],
    [newer, "v1.10.0", newer, done, true],
    [older, "v1.9.0", newer, done, false],
    [older, "v1.9.0", annotated, done, false],
    [older, "v1.9.0", "", [], true],
    [older, "v1.9.0", "", done, true],
    [fix, "v1.9.1", newer, done, false],
    [newer, "v1.10.0", fix, done, true],
  ] as const;
  for (const [sha, tag, deployed, records, isDeployed] of cases) {
    const ref = `refs/tags/${tag}`;
    const outcome = go(sha, ref, deployed, records);
    assert.is(outcome.succeeded, isDeployed, `${tag} over ${deployed}\n${outcome.output}`);
    assert.is(outcome.variables.isOrdered, isDeployed ? "true" : undefined);
    assert.ok(go(sha, ref, deployed, records, "True").succeeded);
  }
  deleteWorld(world);
});

test("an environment without an approval is not deployed to, and one without a lock is reported", async () => {
  const world = newWorld();
  const job = await jobAt(golden, release, "deploy", "deploy_prod");
  const step = stepsOf(job).find(({ displayName }) => displayName === "Check the rules of the environment");
  assert.ok(step);
  const go = (...names: readonly string[]): Outcome => {
    const CHECKS = JSON.stringify({ value: names.map((name) => ({ type: { name } })) });
    return runStep(step, {}, world.sources, { ...world.env, CHECKS }, {});
  };
  assert.not.ok(go("ExclusiveLock").succeeded);
  assert.ok(go("Approval").output.includes("has no exclusive lock"));
  assert.is(go("Approval", "ExclusiveLock").output, "");
  world.calls();
  const unreadable = runStep(step, {}, world.sources, { ...world.env, FAIL_AT: "1" }, {});
  assert.ok(unreadable.succeeded && unreadable.output.includes("cannot be read"));
  deleteWorld(world);
});

test("a pull request builds what changed, and one from a fork nothing that needs secrets", async () => {
  const world = newWorld();
  const [step] = stepsOf(await jobAt(golden, checks, "changes")).filter(({ name }) => name === "changes");
  assert.ok(step);
  world.git("remote", "set-url", "origin", world.sources);
  const go = (variables: Variables): Variables => runStep(step, variables, world.sources, world.env, {}).variables;
  const request = { "Build.Reason": "PullRequest", "System.PullRequest.TargetBranch": "refs/heads/main" };
  const legs = { shop_test: { TARGET: "shop-test" }, shop_slim_test: { TARGET: "shop-slim-test" } };
  world.git("fetch", "--quiet", "origin");
  world.commit("README.md");
  assert.equal(go(request), { "changes.tests": "{}", "changes.images": "{}", "changes.environments": "[]" });
  assert.equal(JSON.parse(go({ "Build.Reason": "IndividualCI" })["changes.tests"] ?? ""), legs);
  world.commit("shop/server.js");
  const changed = go(request);
  assert.equal(JSON.parse(changed["changes.tests"] ?? ""), legs);
  assert.equal(Object.keys(JSON.parse(changed["changes.images"] ?? "")), [
    "shop_amd64",
    "shop_arm64",
    "shop_slim_amd64",
    "shop_slim_arm64",
  ]);
  assert.is(changed["changes.environments"], '["test"]');
  assert.is(go({ ...request, "System.PullRequest.IsFork": "True" })["changes.images"], "{}");
  deleteWorld(world);
});

test("strings of a specification start no macro, expression or command, and reach programs as they are", async () => {
  const world = newWorld();
  const { jobs = [] } = await pipelineAt(golden, checks);
  const variables = { "System.AccessToken": "stolen", HOME: "stolen", x: "stolen", SELLER: "shop" };
  for (const { stages = [], jobs: own = [] } of [await pipelineAt(golden, release), { jobs }]) {
    for (const step of [...own, ...stages.flatMap((stage) => stage.jobs)].flatMap(stepsOf)) {
      const script = step.bash ?? step.inputs?.inlineScript ?? "";
      assert.is(expandMacros(script, variables), script);
      assert.not.match(script, /\$\{\{|##vso\[task\.complete/);
    }
  }
  const steps = stepsOf(await jobAt(golden, checks, "tests_test"));
  const step = steps.find(({ displayName }) => displayName === "Run the tests");
  assert.ok(step);
  const { bash = "" } = step;
  const probe = { ...step, bash: `docker() { printf '%s|%s|%s' "$CURRENCY" "$SELLER" "$3"; }\n${bash}` };
  const outcome = runStep(probe, { TEST: "unit", SELLER: "shop" }, world.sources, world.env, {});
  const name = "it's compose $(HOME) ${{ x }} ##[error].test.yml";
  assert.is(
    outcome.output,
    `US$ $(System.AccessToken) \${{ variables }} $[ 1 ] ##vso[task.complete] "'quoted'|shop|${name}`,
  );
  const unset = runStep(probe, { TEST: "unit" }, world.sources, world.env, {});
  assert.ok(unset.output.includes("|test|"), "a variable that is not set has its default");
  deleteWorld(world);
});

test("base images are refreshed by a run of the release pipeline of this repository, for the newest release", async () => {
  const world = newWorld();
  const [step] = stepsOf(await jobAt(golden, "azure-pipelines/security.yml", "refresh")).filter(({ bash }) => bash);
  assert.ok(step);
  const definition = (id: number, repo: string, yamlFilename: string): object => ({
    id,
    repository: { id: repo },
    process: { yamlFilename },
  });
  const value = [
    definition(1, "a", "/azure-pipelines.yml"),
    definition(2, "b", "azure-pipelines/release.yml"),
    definition(3, "a", "/azure-pipelines/release.yml"),
  ];
  const go = (): Outcome =>
    runStep(
      step,
      { "Build.Repository.Id": "a" },
      world.sources,
      { ...world.env, DEFINITIONS: JSON.stringify({ value }) },
      {},
    );
  assert.ok(go().output.includes("no release yet"));
  world.git("tag", "v1.2.0");
  world.git("tag", "v1.3.0-rc.1");
  assert.ok(go().succeeded);
  const call = world.calls().join(" ").replaceAll(/\s+/g, " ");
  assert.ok(
    call.includes("/pipelines/3/runs?") &&
      call.includes('"refName": "refs/tags/v1.2.0"') &&
      call.includes('"rebuild": "true"'),
    call,
  );
  deleteWorld(world);
});

test.run();
