// Whole workflows run: their expressions are evaluated, their scripts run with programs that stand for real ones, and actions are
// simulated. The tests state which jobs ran with which permissions, and what was pushed, tagged and deployed.
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

test("a commit of the branch is built, scanned, signed and deployed once; a tag promotes the same digests", async () => {
  const world = await newWorld();
  const sha = world.commit("src/shop/main.py");
  const pushed = runWorkflow("release", trigger("push", "refs/heads/main", sha), world);
  assert.is(jobsBy("failure", pushed), "", outputOf(pushed));
  assert.is(jobsBy("success", pushed), `version ${checks} build publish deploy-staging`);
  const effects = world.effects();
  assert.is(effectsOf("push", effects).length, 4);
  const digest = world.digestOf(`shop/shop:sha-${sha}`);
  assert.is.not(digest, "");
  assert.is(effectsOf("sign", effects).length, 2);
  assert.equal(effectsOf("deploy", effects), [`helm ${digest}`]);
  const tag = effects.findIndex((effect) => effect.startsWith("tag shop/shop:main "));
  assert.ok(effects.indexOf(`sign shop/shop@${digest}`) < tag, "an image is signed before it is tagged");
  assert.is(effects.slice(tag).filter((effect) => effect.startsWith("scan ")).length, 0);
  const writing = pushed.flatMap(({ id, permissions }) =>
    Object.entries(permissions).flatMap(([scope, access]) => (access === "write" ? `${id} ${scope}` : [])),
  );
  const wanted = ["ci/build security-events", "publish attestations", "publish id-token"];
  assert.equal([...new Set(writing)].sort(), wanted, "only these jobs can write");

  world.git("tag", "v1.0.0-rc");
  const tagged = runWorkflow("release", trigger("push", "refs/tags/v1.0.0-rc", sha), world);
  assert.is(jobsBy("success", tagged), "version publish deploy-preview", outputOf(tagged));
  const promoted = world.effects();
  assert.equal([effectsOf("push", promoted), effectsOf("scan", promoted), effectsOf("sign", promoted)], [[], [], []]);
  assert.equal(effectsOf("deploy", promoted), [`kustomize ${digest}`]);
  assert.is(world.digestOf("shop/shop:v1.0.0-rc"), digest);

  world.git("tag", "release/1.0.0");
  const production = trigger("push", "refs/tags/release/1.0.0", sha);
  const unprotected = runWorkflow("release", production, { ...world, env: { ...world.env, REVIEWERS: "0" } });
  assert.is(jobsBy("failure", unprotected), "deploy-prod", outputOf(unprotected));
  assert.equal(effectsOf("deploy", world.effects()), [], "without reviewers nothing reaches production");
  assert.is(jobsBy("success", runWorkflow("release", production, world)), "version publish deploy-prod");
  assert.equal(effectsOf("deploy", world.effects()), ["az"]);
});

test("a pull request from a fork is checked without secrets, and nothing is released or regenerated for it", async () => {
  const world = await newWorld();
  const base = world.git("rev-parse", "HEAD");
  const sha = world.commit("src/shop/main.py");
  const pull = {
    isUntrusted: true,
    isFork: true,
    payload: {
      pull_request: { base: { sha: base }, head: { sha, repo: { full_name: "fork/shop" } }, user: { type: "Bot" } },
    },
  };
  const ref = "refs/pull/1/merge";
  const checked = runWorkflow("ci", trigger("pull_request", ref, sha, pull), world);
  assert.is(jobsBy("success", checked), checks.replaceAll("ci/", ""), outputOf(checked));
  assert.ok(checked.every(({ permissions }) => !Object.values(permissions).includes("write")));
  assert.equal(runWorkflow("release", trigger("pull_request", ref, sha, pull), world), []);
  assert.is(jobsBy("success", runWorkflow("regenerate", trigger("pull_request", ref, sha, pull), world)), "");
  const effects = world.effects();
  assert.equal([effectsOf("push", effects), effectsOf("tag", effects), effectsOf("deploy", effects)], [[], [], []]);
});

test("generated files of a bot's pull request are pushed by a job that runs nothing of it", async () => {
  const world = await newWorld();
  const base = world.git("rev-parse", "HEAD");
  world.git("checkout", "--quiet", "-b", "dependabot/pip/a");
  const sha = world.commit("src/shop/requirements.txt");
  world.git("checkout", "--quiet", "main");
  const head = { sha, repo: { full_name: "octo/shop" } };
  const payload = { pull_request: { base: { sha: base }, head, user: { type: "Bot" } } };
  const pull = { isUntrusted: true, headRef: "dependabot/pip/a", payload };
  const changing = { ...world, env: { ...world.env, CHANGES: "2" } };
  const ref = "refs/pull/2/merge";
  const jobs = runWorkflow("regenerate", trigger("pull_request", ref, sha, pull), changing);
  assert.is(jobsBy("success", jobs), "generate push", outputOf(jobs));
  assert.equal(jobs[0]?.permissions, { contents: "read" });
  assert.equal(jobs[1]?.permissions, { actions: "write", contents: "write" });
  assert.is(world.git("show", "dependabot/pip/a:generated.txt"), "2");
  const started = ["ci.yml", "verify-generated.yml"].map((name) => `${name} --ref dependabot/pip/a`);
  assert.equal(effectsOf("start", world.effects()), started);
  const next = world.git("rev-parse", "dependabot/pip/a");
  const again = { ...pull, payload: { pull_request: { ...payload.pull_request, head: { ...head, sha: next } } } };
  const unchanged = runWorkflow("regenerate", trigger("pull_request", ref, next, again), changing);
  assert.is(jobsBy("success", unchanged), "generate");
  const checked = runWorkflow("ci", trigger("workflow_dispatch", "refs/heads/dependabot/pip/a", next), world);
  assert.is(jobsBy("success", checked), checks.replaceAll("ci/", ""), outputOf(checked));
});

test("scheduled scans and refreshes do nothing before the first release", async () => {
  const world = await newWorld();
  const sha = world.git("rev-parse", "HEAD");
  for (const schedule of ["0 2 * * *", "30 4 1 * *"]) {
    const jobs = runWorkflow("security", trigger("schedule", "refs/heads/main", sha, { payload: { schedule } }), world);
    assert.is(jobsBy("failure", jobs), "", outputOf(jobs));
    assert.is(jobsBy("success", jobs), schedule === "0 2 * * *" ? "images configuration" : "refresh");
  }
  assert.equal(world.effects(), ["scan ."]);
});

test.after(deleteWorlds);

test.run();
