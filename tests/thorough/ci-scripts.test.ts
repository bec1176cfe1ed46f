// The scripts within generated workflows do what they are for: each is taken out of its step and run.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fakesIn, linesOf, repositoryIn, runScript, stepOf } from "../support/ci-scripts.ts";

const folder = mkdtempSync(`${tmpdir()}/varai-gen-ci-`);

test("a service is built when a file of its own has changed, and everything when what it is compared with is gone", async () => {
  const { run } = await stepOf("spec/platform.yaml", "ci", "changes", "Compare with the base commit");
  const { commit } = repositoryIn(`${folder}/repository`);
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
    const outputs = runScript(run, { BASE: base }, `${folder}/repository`);
    assert.equal(JSON.parse(outputs.images ?? ""), [...wanted], paths.join());
    assert.equal(
      JSON.parse(outputs.tests ?? ""),
      wanted.map((name) => `${name}-test`),
    );
    base = next;
  }
  const outputs = runScript(run, { BASE: "0".repeat(40) }, `${folder}/repository`);
  assert.equal(JSON.parse(outputs.images ?? ""), all);
});

test("what is mounted where tests run, and what makes its secrets, runs them; how all is judged runs everything", async () => {
  const { run } = await stepOf(
    "tests/golden/everything/platform.yaml",
    "ci",
    "changes",
    "Compare with the base commit",
  );
  const { commit } = repositoryIn(`${folder}/everything`);
  const cases = [
    ["handbook.md", [], false],
    ["compose.testing.yaml", ["testing"], false],
    ["tests/mappings/payments.json", ["testing"], false],
    ["config/testing/api/etc/api/settings.ini", ["testing"], false],
    ["scripts/create-secrets.sh", ["testing"], false],
    ["Dockerfile", ["testing"], true],
    [".github/workflows/ci.yml", ["testing"], true],
    ["security/trivy-scan.yml", ["testing"], true],
  ] as const;
  let base = commit("first");
  for (const [path, environments, isBuilt] of cases) {
    const next = commit(path);
    const outputs = runScript(run, { BASE: base, LACKS_SECRETS: "false" }, `${folder}/everything`);
    assert.equal(JSON.parse(outputs.environments ?? ""), [...environments], path);
    assert.is(outputs.images !== "[]", isBuilt, path);
    base = next;
  }
  const released = runScript(run, { BASE: "", LACKS_SECRETS: "false" }, `${folder}/everything`);
  assert.is.not(released.images, "[]");
  assert.equal(JSON.parse(released.environments ?? ""), ["testing"]);
});

test("a tag names its version, another commit is its own, what is released again has a number, the newest is the latest", async () => {
  const { run } = await stepOf("spec/platform.yaml", "release", "version", "Set the version");
  const { git, commit } = repositoryIn(`${folder}/tags`);
  commit("first");
  for (const tag of ["v1.2.3", "v1.9.0", "v1.10.0", "v2.0.0-rc.1", "v2/3", "other-9"]) git("tag", tag);
  const common = { GITHUB_SHA: "abc", GITHUB_RUN_NUMBER: "7", GITHUB_EVENT_NAME: "push", ROLLBACK: "", EXISTING: "" };
  const cases = [
    [{ GITHUB_REF_NAME: "v1.10.0", GITHUB_REF_TYPE: "tag" }, "v1.10.0", "latest"],
    [{ GITHUB_REF_NAME: "v1.9.0", GITHUB_REF_TYPE: "tag" }, "v1.9.0", ""],
    [{ GITHUB_REF_NAME: "v2.0.0-rc.1", GITHUB_REF_TYPE: "tag" }, "v2.0.0-rc.1", ""],
    [{ GITHUB_REF_NAME: "v1.10.0", GITHUB_REF_TYPE: "branch" }, "sha-abc", "v1.10.0"],
    [{ GITHUB_REF_NAME: "release/1.2+b", GITHUB_REF_TYPE: "tag" }, "release-1.2-b", ""],
    [{ GITHUB_REF_NAME: "main", GITHUB_REF_TYPE: "branch" }, "sha-abc", "main"],
    [
      { GITHUB_REF_NAME: "v1.10.0", GITHUB_REF_TYPE: "tag", GITHUB_EVENT_NAME: "workflow_dispatch" },
      "v1.10.0-r7",
      "latest",
    ],
    [
      { GITHUB_REF_NAME: "v1.9.0", GITHUB_REF_TYPE: "tag", GITHUB_EVENT_NAME: "workflow_dispatch", ROLLBACK: "true" },
      "v1.9.0",
      "",
    ],
    [{ GITHUB_REF_NAME: "v1.9.0", GITHUB_REF_TYPE: "tag", EXISTING: "v1.9.0-r5" }, "v1.9.0-r5", ""],
    [{ GITHUB_REF_NAME: "v1.9.0", GITHUB_REF_TYPE: "tag", EXISTING: "v1.9.0" }, "v1.9.0", ""],
    [{ GITHUB_REF_NAME: "main", GITHUB_REF_TYPE: "branch", EXISTING: "sha-abc-r5" }, "sha-abc-r5", "main"],
  ] as const;
  for (const [env, version, alias] of cases) {
    const image = `sha-abc${/-r\d$/.exec(version)?.[0] ?? ""}`;
    assert.equal(runScript(run, { ...common, ...env }, `${folder}/tags`), { version, alias, image });
  }
  for (const EXISTING of ["v1.9", "v1.9.0-rc", "v1.10.0", "v1.9.0-r5; true"]) {
    const env = { ...common, GITHUB_REF_NAME: "v1.9.0", GITHUB_REF_TYPE: "tag", EXISTING };
    assert.throws(() => runScript(run, env, `${folder}/tags`), /is not a version of v1\.9\.0/);
  }
});

test("with GitLab as well the newest tag that is no prerelease is the latest, and it is what base images are refreshed of", async () => {
  const { git, commit } = repositoryIn(`${folder}/gitlab`);
  git("remote", "add", "origin", ".");
  const CI_COMMIT_SHA = commit("first");
  git("branch", "feature/x");
  const tools = fakesIn(`${folder}/tools`, {
    apk: ":",
    gh: 'printf "ref=%s\\n" "$5" >>"$GITHUB_OUTPUT"',
    wget: 'printf "ref=%s\\n" "${5##*ref=}" >>"$GITHUB_OUTPUT"',
  });
  const gitlab = "tests/golden/ci-gitlab/platform.yaml";
  const publish = [
    ...(await linesOf(gitlab, "publish")).slice(0, 3),
    'printf "alias=%s\\n" "$ALIAS" >>"$GITHUB_OUTPUT"',
  ];
  const everything = "tests/golden/everything/platform.yaml";
  const github = await stepOf(everything, "security", "refresh", "Rebuild the newest release");
  const refreshes = [(await linesOf(gitlab, "refresh-base-images")).join("\n"), github.run];
  const project = { CI_JOB_TOKEN: "token", CI_API_V4_URL: "https://gitlab.example", CI_PROJECT_ID: "1", CI_COMMIT_SHA };
  const run = (script: string, env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    runScript(script, { ...tools, ...project, ...env }, `${folder}/gitlab`);

  for (const refresh of refreshes) assert.equal(run(refresh, {}), {}, "nothing has been released");
  for (const tag of ["v1.9.0", "v1.10.0", "v1.11.0-rc.1", "other-9"]) git("tag", tag);
  for (const refresh of refreshes) assert.equal(run(refresh, {}), { ref: "v1.10.0" });
  const cases = [
    [{ CI_COMMIT_TAG: "v1.10.0" }, "latest"],
    [{ CI_COMMIT_TAG: "v1.9.0" }, ""],
    [{ CI_COMMIT_TAG: "v1.11.0-rc.1" }, ""],
    [{ CI_COMMIT_BRANCH: "feature/x" }, "feature-x"],
  ] as const;
  for (const [env, alias] of cases) assert.equal(run(publish.join("\n"), env), { alias });
});

test("an image that is larger than its budget fails, and one without a budget never does", async () => {
  const { run, env } = await stepOf("examples/supacrypt/platform.yaml", "ci", "build", "Check the image size");
  imageOf(199_999_999);
  const budgets = { BUDGETS: env?.BUDGETS ?? "" };
  assert.ok(runScript(run, { TARGET: "backend", ...budgets }, folder));
  imageOf(200_000_001);
  assert.throws(
    () => runScript(run, { TARGET: "backend", ...budgets }, folder),
    /::error::backend has 200000002 bytes, 2 more/,
  );
  assert.ok(runScript(run, { TARGET: "other", ...budgets }, folder));
});

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

test("a pull request without access to the secrets of builds builds nothing, and a release without them does", async () => {
  const golden = "tests/golden/own-dockerfile/platform.yaml";
  const { run } = await stepOf(golden, "ci", "changes", "Compare with the base commit");
  repositoryIn(`${folder}/fork`).commit("first");
  const outputs = (LACKS_SECRETS: string): Readonly<Record<string, string>> =>
    runScript(run, { BASE: "", LACKS_SECRETS }, `${folder}/fork`);
  const { images, tests } = outputs("true");
  assert.equal([images, tests], ["[]", "[]"]);
  assert.is.not(outputs("false").images, "[]");
});

test("findings of a scan are printed, and converted for the upload", async () => {
  const { run } = await stepOf("spec/platform.yaml", "ci", "build", "Print the findings");
  const tools = fakesIn(`${folder}/trivy`, { trivy: 'printf "%s\\n" "$*" >>"$LOG"' });
  const log = `${folder}/trivy.log`;
  runScript(run, { ...tools, LOG: log }, folder);
  const calls = ["convert --format table trivy.json", "convert --format sarif --output trivy.sarif trivy.json"];
  assert.equal(readFileSync(log, "utf8").trim().split("\n"), calls);
});

test("in a pull request of a bot, what varai-gen changes is pushed to its branch, and checks are started", async () => {
  const golden = "tests/golden/ci-github/platform.yaml";
  const step = async (job: string, name: string): Promise<string> =>
    (await stepOf(golden, "regenerate", job, name)).run;
  const generate = ["Update the lock file", "Generate the files", "Save the changes"];
  const own = `${folder}/bot`;
  const { git, commit } = repositoryIn(own);
  git("init", "--quiet", "--bare", `${folder}/remote`);
  git("remote", "add", "origin", `${folder}/remote`);
  commit("platform.yaml", "platform.lock.yaml", "Dockerfile");
  git("checkout", "--quiet", "-b", "dependabot/npm/a");
  commit("platform.yaml");
  git("push", "--quiet", "origin", "HEAD");
  const log = `${folder}/bot.log`;
  const note = 'printf "%s\\n" "${0##*/} $*" >>"$LOG"';
  const env = {
    ...fakesIn(`${folder}/bot-tools`, {
      gh: note,
      npx: `${note}\n[ "\${CHANGES:-}" != true ] || tee Dockerfile new.yaml .env <<<changed`,
    }),
    GH_TOKEN: "token",
    HEAD_REF: "dependabot/npm/a",
    LOG: log,
    RUNNER_TEMP: folder,
  };
  const saved = async (CHANGES: string): Promise<string | undefined> => {
    writeFileSync(log, "");
    let outputs: Readonly<Record<string, string>> = {};
    for (const name of generate) outputs = runScript(await step("generate", name), { ...env, CHANGES }, own);
    return outputs["is-changed"];
  };
  assert.is(await saved(""), "false");
  assert.is(await saved("true"), "true");
  assert.match(readFileSync(log, "utf8"), /^npx --yes varai-gen@\S+ lock\nnpx --yes varai-gen@\S+\n$/);
  git("reset", "--quiet", "--hard");
  git("clean", "--quiet", "--force");
  writeFileSync(log, "");
  for (const name of ["Push the changes", "Start the checks"]) runScript(await step("push", name), env, own);
  assert.is(
    git("show", "--format=%s|%b", "--name-only", "origin/dependabot/npm/a").replaceAll(/\s+/g, " "),
    "Update the generated files|[dependabot skip] Dockerfile new.yaml",
  );
  const started = ["ci.yml --ref dependabot/npm/a", "verify-generated.yml --ref dependabot/npm/a"];
  const calls = ["gh auth setup-git", ...started.map((workflow) => `gh workflow run ${workflow}`)];
  assert.equal(readFileSync(log, "utf8").trim().split("\n"), calls);
});

test("a released image is scanned, and one that is missing fails only if there are releases", async () => {
  const { run } = await stepOf("tests/golden/ci-github/platform.yaml", "security", "images", "Find the image");
  const tools = fakesIn(`${folder}/scan`, { docker: '[ "$EXISTS" = true ]', gh: 'printf "%s\\n" "$RELEASES"' });
  const own = { ...tools, IMAGE: "shop/shop:latest", GITHUB_REPOSITORY: "octo/shop" };
  assert.equal(runScript(run, { ...own, EXISTS: "true", RELEASES: "1" }, folder), { exists: "true" });
  assert.equal(runScript(run, { ...own, EXISTS: "false", RELEASES: "0" }, folder), {});
  assert.throws(() => runScript(run, { ...own, EXISTS: "false", RELEASES: "1" }, folder), /does not exist/);
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
