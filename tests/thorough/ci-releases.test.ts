// Releases that are rebuilt, promoted by hand, or run again after a failure at each step: whole workflows run.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runWorkflow } from "../support/workflows/run.ts";
import {
  checks,
  deleteWorlds,
  effectsOf,
  jobsBy,
  newWorld,
  outputOf,
  trigger,
} from "../support/workflows/scenarios.ts";
import type { JobRun } from "../support/workflows/steps.ts";
import type { Surroundings } from "../support/workflows/world.ts";

test("a rebuild on updated base images reaches production by its version only, without another build", async () => {
  const world = await newWorld();
  const sha = world.git("rev-parse", "HEAD");
  world.git("tag", "release/1.0.0");
  const ref = "refs/tags/release/1.0.0";
  const first = runWorkflow("release", trigger("push", ref, sha), world);
  assert.ok(jobsBy("success", first).endsWith("publish deploy-prod"), outputOf(first));
  const schedule = { payload: { schedule: "30 4 1 * *" } };
  runWorkflow("security", trigger("schedule", "refs/heads/main", sha, schedule), world);
  assert.equal(effectsOf("start", world.effects()), ["release.yml --ref release/1.0.0"]);
  const manual = trigger("workflow_dispatch", ref, sha);
  const rebuilt = runWorkflow("release", manual, world);
  assert.is(jobsBy("success", rebuilt), `version ${checks} build publish`, outputOf(rebuilt));
  const version = `release-1.0.0-r${manual.number}`;
  const digest = world.digestOf(`shop/shop:${version}`);
  assert.is.not(digest, "");
  assert.is.not(digest, world.digestOf("shop/shop:release-1.0.0"));
  world.effects();
  const promoted = runWorkflow("release", trigger("workflow_dispatch", ref, sha, { inputs: { version } }), world);
  assert.is(jobsBy("success", promoted), "version publish deploy-prod");
  const effects = world.effects();
  assert.equal([effectsOf("push", effects), world.digestOf(`shop/shop:${version}`)], [[], digest]);
  const unknown = { inputs: { version: "release-1.0.0-r99999" } };
  const failed = runWorkflow("release", trigger("workflow_dispatch", ref, sha, unknown), world);
  assert.equal([jobsBy("failure", failed), jobsBy("success", failed)], ["version", ""]);
});

/** A run takes seconds, so every twelfth step fails; with EVERY_STEP=1 each of them does. */
const distance = process.env.EVERY_STEP === "1" ? 1 : 12;

test("after a failure at any step nothing is deployed that is incomplete, and another run completes it", async () => {
  const world = await newWorld();
  const run = (sha: string, fails: Surroundings["fails"]): readonly JobRun[] =>
    runWorkflow("release", trigger("push", "refs/heads/main", sha), { ...world, fails });
  const first = run(world.commit("src/shop/first.py"), () => false);
  const steps = first.flatMap(({ id, steps }) => steps.map(({ name, outcome }) => ({ job: id, name, outcome })));
  const places = new Map(
    // The upload of findings can fail without consequences.
    steps
      .filter(({ outcome, name }) => outcome === "success" && name !== "Upload the findings")
      .map((place) => [`${place.job}: ${place.name}`, place]),
  );
  assert.ok(places.size > 40);
  for (const [place, { job, name }] of [...places].filter((_, index) => index % distance === 0)) {
    const sha = world.commit("src/shop/main.py");
    world.effects();
    const failed = run(sha, (of, step) => of === job && step === name);
    const effects = world.effects();
    const isIncomplete = job !== "deploy-staging";
    if (isIncomplete) assert.equal(effectsOf("deploy", effects), [], place);
    assert.ok(jobsBy("failure", failed).includes(job), place);
    const again = run(sha, () => false);
    assert.is(jobsBy("failure", again), "", place + outputOf(again));
    const digest = world.digestOf(`shop/shop:sha-${sha}`);
    assert.is(effectsOf("deploy", world.effects()).at(-1), `helm ${digest}`, place);
    assert.is(world.digestOf("shop/shop:main"), digest, place);
  }
});

test.after(deleteWorlds);

test.run();
