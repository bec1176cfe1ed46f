// The scripts within generated workflows do what they are for: each is taken out of its step and run.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../compiler/compile.ts";
import { sourceAt } from "./support/sources.ts";

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const folder = mkdtempSync(`${tmpdir()}/varai-gen-ci-`);

test("a service is built when a file of its own has changed, and everything when what it is compared with is gone", async () => {
  const { run } = await stepOf("spec/platform.yaml", "ci", "changes", "Compare with what was there");
  const repository = `${folder}/repository`;
  const git = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      cwd: repository,
      encoding: "utf8",
    });
    assert.is(status, 0, stderr);
    return stdout.trim();
  };
  let written = 0;
  const commit = (...paths: readonly string[]): string => {
    written += 1;
    for (const path of paths) {
      mkdirSync(dirname(`${repository}/${path}`), { recursive: true });
      writeFileSync(`${repository}/${path}`, `${written}`);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "change");
    return git("rev-parse", "HEAD");
  };
  mkdirSync(repository);
  git("init", "--quiet");
  const all = ["analytics", "api", "auth", "frontend", "recommendation", "virtual-try-on"];
  const cases = [
    [["docs/guide.md"], []],
    [["api/app/main.py"], ["api"]],
    [["apis/main.py"], []],
    [
      ["auth/src/a.ts", "frontend/package-lock.json"],
      ["auth", "frontend"],
    ],
    [["auth/README.md"], []],
    [["Dockerfile"], all],
    [["docker-bake.hcl"], all],
  ] as const;
  let base = commit("Dockerfile");
  for (const [paths, wanted] of cases) {
    const next = commit(...paths);
    const outputs = runScript(run, { BASE: base }, repository);
    assert.equal(JSON.parse(outputs.images ?? ""), [...wanted], paths.join());
    assert.equal(
      JSON.parse(outputs.tests ?? ""),
      wanted.map((name) => `${name}-test`),
    );
    base = next;
  }
  const outputs = runScript(run, { BASE: "0".repeat(40) }, repository);
  assert.equal(JSON.parse(outputs.images ?? ""), all);
});

test("a tag names its version, another commit is its own, and what is released again has a number", async () => {
  const { run } = await stepOf("spec/platform.yaml", "release", "version", "Name the version");
  const common = { GITHUB_SHA: "abc", GITHUB_RUN_NUMBER: "7", GITHUB_EVENT_NAME: "push" };
  const cases = [
    [{ GITHUB_REF_NAME: "v1.2.3", GITHUB_REF_TYPE: "tag" }, "v1.2.3", "latest"],
    [{ GITHUB_REF_NAME: "release/1.2+b", GITHUB_REF_TYPE: "tag" }, "release-1.2-b", "latest"],
    [{ GITHUB_REF_NAME: "main", GITHUB_REF_TYPE: "branch" }, "sha-abc", "main"],
    [{ GITHUB_REF_NAME: "v1", GITHUB_REF_TYPE: "tag", GITHUB_EVENT_NAME: "workflow_dispatch" }, "v1-r7", "latest"],
  ] as const;
  for (const [env, version, alias] of cases) {
    assert.equal(runScript(run, { ...common, ...env }), { version, alias });
  }
});

test("an image that is larger than its budget fails, and one without a budget never does", async () => {
  const { run, env } = await stepOf("examples/supacrypt/platform.yaml", "ci", "build", "Check the size");
  imageOf(200_000_000);
  const budgets = { BUDGETS: env?.BUDGETS ?? "" };
  assert.ok(runScript(run, { TARGET: "backend", ...budgets }));
  imageOf(200_278_017);
  assert.throws(
    () => runScript(run, { TARGET: "backend", ...budgets }),
    /::error::backend has 200278018 bytes, 2 more/,
  );
  assert.ok(runScript(run, { TARGET: "other", ...budgets }));
});

/** A step with a script, of a workflow that a specification compiles to. */
async function stepOf(spec: string, workflow: string, job: string, name: string): Promise<Step & { run: string }> {
  const { files } = await compile(sourceAt(spec), { verify: false });
  const file = files.find(({ path }) => path === `.github/workflows/${workflow}.yml`);
  const step = (parse(file?.text ?? "") as Workflow).jobs[job]?.steps.find((candidate) => candidate.name === name);
  assert.ok(step?.run, `${workflow} has no step '${name}'`);
  return { ...step, run: step.run };
}

/** Runs a script as GitHub does. The result are the step's outputs. */
function runScript(script: string, env: Readonly<Record<string, string>>, cwd = folder): Record<string, string> {
  const output = `${folder}/output`;
  writeFileSync(output, "");
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env: { PATH: process.env.PATH, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: `${folder}/summary`, ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout + stderr);
  const lines = readFileSync(output, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.split("=")[0], line.slice(line.indexOf("=") + 1)]));
}

/** Writes image.tar as BuildKit does: a configuration of one byte, and a layer that has the rest. */
function imageOf(layer: number): void {
  const image = `${folder}/image`;
  rmSync(image, { recursive: true, force: true });
  mkdirSync(`${image}/blobs/sha256`, { recursive: true });
  writeFileSync(`${image}/index.json`, JSON.stringify({ manifests: [{ digest: "sha256:abc" }] }));
  writeFileSync(`${image}/blobs/sha256/abc`, JSON.stringify({ config: { size: 1 }, layers: [{ size: layer }] }));
  const { status } = spawnSync("tar", ["-cf", `${folder}/image.tar`, "-C", image, "index.json", "blobs"]);
  assert.is(status, 0);
}

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
