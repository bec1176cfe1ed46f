// The scripts that tag, list and deploy what is released do so: each is run with programs that stand for the real ones.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { deploymentVariables } from "../../compiler/targets/bicep/deployment-variables.ts";
import { secretVariable } from "../../compiler/targets/deployment-variables.ts";
import { fakesIn, linesOf, runScript, stepOf } from "../support/ci-scripts.ts";
import { compiledAt } from "../support/compiled.ts";

const azure = "tests/golden/ci-azure/platform.yaml";
const github = "tests/golden/ci-github/platform.yaml";
const gitlab = "tests/golden/ci-gitlab/platform.yaml";
const goldensWithBicep = ["bicep", "ci-azure", "ci-github", "ci-gitlab", "everything"].map(
  (name) => `tests/golden/${name}/platform.yaml`,
);

const folder = mkdtempSync(`${tmpdir()}/varai-gen-ci-deployments-`);

/** What is written down of a program's calls. */
const note = 'printf "%s\\n" "${0##*/} $*" >>"$LOG"';

const tools = fakesIn(`${folder}/tools`, {
  apk: ":",
  cosign: note,
  // The forwarded port answers once kubectl has been called, which runs beside it.
  curl: `case "$*" in *deployments*) printf '[]' ;; *) until grep -q port-forward "$LOG"; do sleep 0.1; done; ${note}; [ "\${HEALTH:-ok}" = ok ] ;; esac`,
  helm: `case "$1" in list) printf '[{"revision":"7"}]' ;; *) ${note} ;; esac; [ "$1" != upgrade ] || [ "\${JOBS:-}" != failed ]`,
  // Objects exist, unless $OBJECTS is empty. Jobs succeed, unless $JOBS are failed.
  kubectl: `${note}
case "$*" in
  "apply "*dry-run*) printf '%s' "\${WANTED-deployment.apps/shop service/shop}" | tr ' ' '\\n' ;;
  "get cronjob,"*) printf 'deployment.apps/shop\\ndeployment.apps/old\\nservice/shop\\n' ;;
  "get jobs"*) printf '{"items":[{"metadata":{"name":"migrate"},"status":{"conditions":[{"type":"Failed","status":"True"}]}}]}' ;;
  get*) printf '%s' "\${OBJECTS:-}" ;;
  wait*Complete*) [ "\${JOBS:-}" != failed ] ;;
esac`,
  kustomize: ":",
  gh: 'printf "%s\\n" "$HEAD"',
  docker: `${note}\ncase "$*" in *--raw) printf '%s' "$INDEX" ;; *inspect*) printf '{"digest":"sha256:%s"}' "$4" ;; esac`,
  sleep: ":",
  syft: note,
});

const pipeline = {
  CI_API_V4_URL: "https://gitlab.example/api/v4",
  CI_COMMIT_REF_NAME: "main",
  CI_COMMIT_SHA: "abc",
  CI_ENVIRONMENT_NAME: "qa",
  CI_JOB_TOKEN: "token",
  CI_PROJECT_ID: "1",
};

/** Variables for a script, and a function for what has been called since. */
function surroundings(env: Readonly<Record<string, string>>): {
  readonly env: Readonly<Record<string, string>>;
  readonly calls: () => readonly string[];
} {
  const log = `${folder}/log`;
  writeFileSync(log, "");
  return {
    env: { ...tools, ...pipeline, LOG: log, ...env },
    calls: () => readFileSync(log, "utf8").split("\n").filter(Boolean),
  };
}

test("pipelines deploy to Azure with its script, and pass the secrets that it stores", async () => {
  const { run, env = {} } = await stepOf("examples/supacrypt/platform.yaml", "release", "deploy-azure", "Deploy");
  assert.is(run, "deployment/azure/deploy.sh azure");
  assert.equal(Object.keys(env), [
    ...["REGISTRY_USERNAME", "REGISTRY_PASSWORD"],
    ...["SECRET_CLIENT_AUTHORITY", "SECRET_SERVER_CERTIFICATE", "SECRET_SERVER_KEY"],
  ]);
  const lines = await linesOf(gitlab, "deploy-prod");
  assert.equal(lines.slice(-2), ["bicep/deploy.sh prod preview", "bicep/deploy.sh prod"]);
});

test("pipelines pass exactly the secrets that parameter files read", async () => {
  for (const spec of ["examples/supacrypt/platform.yaml", ...goldensWithBicep]) {
    const { platform, files } = await compiledAt(spec);
    const parameters = files.filter(({ path }) => path.endsWith(".bicepparam"));
    assert.ok(platform && parameters.length > 0, spec);
    const read = new Set(parameters.flatMap(({ text }) => text.match(/(?<=')SECRET_\w+(?=')/g) ?? []));
    const [environment] = platform.environments;
    const { supplied, generated } = environment ? deploymentVariables(platform, environment).secrets : never();
    assert.equal([...supplied, ...generated].map(secretVariable).sort(), [...read].sort(), spec);
  }
});

function never(): never {
  throw new Error("there is no environment");
}

test("an image gets its version, and another name only where it has one", async () => {
  const { run } = await stepOf(github, "release", "publish", "Tag the image");
  const common = {
    REPOSITORY: "shop",
    DIGEST: "sha256:abc",
    IS_NEW: "true",
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_SHA: "abc",
  };
  const cases = [
    ["tag", "v1.2.0", "latest", "", "--tag shop:v1.2.0 --tag shop:latest"],
    ["tag", "v1.2.0", "latest", "slim", "--tag shop:v1.2.0-slim --tag shop:slim"],
    ["tag", "v1.2.0-rc", "", "", "--tag shop:v1.2.0-rc"],
    ["tag", "v1.2.0-rc", "", "slim", "--tag shop:v1.2.0-rc-slim"],
    ["branch", "sha-abc", "main", "slim", "--tag shop:sha-abc-slim --tag shop:main-slim"],
  ] as const;
  for (const [GITHUB_REF_TYPE, VERSION, ALIAS, VARIANT, tags] of cases) {
    const names = { GITHUB_REF_NAME: "main", GITHUB_REF_TYPE, VERSION, ALIAS, VARIANT };
    const { env, calls } = surroundings({ ...common, ...names, HEAD: "abc" });
    runScript(run, env, folder);
    assert.equal(calls(), [`docker buildx imagetools create ${tags} shop@sha256:abc`]);
  }
  const older = { GITHUB_REF_NAME: "main", GITHUB_REF_TYPE: "branch", VERSION: "sha-abc", ALIAS: "main", VARIANT: "" };
  const { env, calls } = surroundings({ ...common, ...older, HEAD: "def" });
  runScript(run, env, folder);
  assert.equal(calls(), ["docker buildx imagetools create --tag shop:sha-abc shop@sha256:abc"]);
});

test("every platform of an image has a list of what is in it", async () => {
  const { run } = await stepOf(github, "release", "publish", "Create an SBOM per platform");
  const manifest = (os: string, architecture: string): object => ({
    digest: `sha256:${architecture}`,
    platform: { os, architecture },
  });
  const manifests = [manifest("linux", "amd64"), manifest("unknown", "unknown"), manifest("linux", "arm64")];
  const INDEX = JSON.stringify({ manifests });
  const { env, calls } = surroundings({ REPOSITORY: "shop", DIGEST: "sha256:abc", SYFT: "syft", INDEX });
  runScript(run, env, folder);
  assert.equal(
    calls().slice(1),
    ["amd64", "arm64"].flatMap((platform) => [
      `syft scan registry:shop@sha256:${platform} --output cyclonedx-json=sbom-linux-${platform}.json`,
      `cosign attest --yes --type cyclonedx --predicate sbom-linux-${platform}.json shop@sha256:${platform}`,
    ]),
  );
});

test("a template is told the digest of each image", async () => {
  const { run, env: own } = await stepOf(azure, "release", "deploy-prod", "Resolve the image digests");
  const written = `${folder}/environment`;
  writeFileSync(written, "");
  const { env } = surroundings({
    RUNNER_TEMP: folder,
    GITHUB_ENV: written,
    VERSION: "v1",
    REPOSITORIES: own?.REPOSITORIES ?? "",
  });
  runScript(run, env, folder);
  assert.is(readFileSync(written, "utf8"), "DIGEST_API=@sha256:answers.azurecr.io/team/api:v1\n");
});

test("a chart is told the digest of each workload, after it has been verified", async () => {
  const wanted = (digest: string): string =>
    ["migrate", "shop"].map((name) => `"${name}": { image: { digest: "${digest}" } }\n`).join("");
  const { run, env: own } = await stepOf(github, "release", "deploy-staging", "Verify the signatures");
  const commit = { GITHUB_REPOSITORY: "octo/shop.io", GITHUB_SHA: "abc" };
  const common = { RUNNER_TEMP: folder, VERSION: "v1", GITHUB_SERVER_URL: "https://x", ...commit };
  const { env, calls } = surroundings({ ...common, REPOSITORIES: own?.REPOSITORIES ?? "" });
  runScript(run, env, folder);
  assert.is(readFileSync(`${folder}/digests.yaml`, "utf8"), wanted("sha256:shop/shop:v1"));
  const identity = "^https://x/octo/shop\\.io/\\.github/workflows/release\\.yml@refs/";
  const verified = calls().find((call) => call.startsWith("cosign verify shop/shop@sha256:")) ?? "";
  assert.ok(verified.includes(`--certificate-identity-regexp ${identity} --certificate-github-workflow-sha abc`));

  const script = (await linesOf(gitlab, "deploy-staging")).find((line) => line.includes("digests.yaml")) ?? "";
  mkdirSync(`${folder}/released/standard`, { recursive: true });
  writeFileSync(`${folder}/released/standard/shop`, "registry.gitlab.com/shop/platform/shop sha256:one\n");
  runScript(script, env, folder);
  assert.is(readFileSync(`${folder}/digests.yaml`, "utf8"), wanted("sha256:one"));
});

test("services are called after a deployment, each at its health address", async () => {
  const { run } = await stepOf(github, "release", "deploy-preview", "Check that the services answer");
  const well = surroundings({});
  assert.ok(runScript(run, well.env, folder));
  const calls = well.calls();
  assert.ok(calls.includes("kubectl port-forward --namespace shop-preview deployment/shop 18080:8000"));
  assert.ok(calls.some((call) => call.startsWith("curl") && call.endsWith("http://127.0.0.1:18080/health")));
  const ill = surroundings({ HEALTH: "bad" });
  assert.throws(() => runScript(run, ill.env, folder), /deployment\/shop does not answer at \/health/);
});

test("a rollback applies the objects that were deployed before, without jobs", async () => {
  const save = await stepOf(github, "release", "deploy-preview", "Save the deployed objects");
  const restore = await stepOf(github, "release", "deploy-preview", "Roll back");
  const object = (kind: string, applied?: string): object => ({
    kind,
    metadata: {
      annotations: applied === undefined ? {} : { "kubectl.kubernetes.io/last-applied-configuration": applied },
    },
  });
  const deployment = object("Deployment", '{"kind":"Deployment"}');
  const cases = [
    [JSON.stringify({ items: [deployment, object("Job", '{"kind":"Job"}'), object("Secret")] }), true],
    [JSON.stringify(deployment), true],
    [JSON.stringify({ items: [] }), false],
    ["", false],
  ] as const;
  for (const [OBJECTS, isSaved] of cases) {
    const { env, calls } = surroundings({ OBJECTS, RUNNER_TEMP: folder });
    runScript(save.run, env, folder);
    const saved = readFileSync(`${folder}/previous.json`, "utf8");
    if (isSaved) assert.equal(JSON.parse(saved).items, [{ kind: "Deployment" }]);
    const go = (): unknown => runScript(restore.run, env, folder);
    if (isSaved) assert.ok(go());
    else assert.throws(go, /no previous one/);
    assert.is(calls().includes(`kubectl apply --filename ${folder}/previous.json`), isSaved);
  }
});

test("objects that left the specification are deleted and listed, and none if it is unknown what is wanted", async () => {
  const prune = await stepOf(github, "release", "deploy-preview", "Delete objects that left the specification");
  const summary = await stepOf(github, "release", "deploy-preview", "Summarize the deployment");
  const listed = `${folder}/pruned.txt`;
  rmSync(listed, { force: true });
  const { env, calls } = surroundings({ RUNNER_TEMP: folder });
  runScript(prune.run, env, folder);
  const deleted = calls().filter((call) => call.includes(" delete "));
  assert.equal(deleted, ["kubectl delete deployment.apps/old --namespace shop-preview"]);
  assert.is(readFileSync(listed, "utf8"), "deployment.apps/old\n");
  writeFileSync(`${folder}/images.txt`, "shop/shop@sha256:abc\n");
  const GITHUB_STEP_SUMMARY = `${folder}/summary.md`;
  const run = { ENVIRONMENT: "preview", PREVIOUS: "v1.0.0", STATUS: "success", VERSION: "v1.1.0", GITHUB_SHA: "abc" };
  writeFileSync(GITHUB_STEP_SUMMARY, "");
  runScript(summary.run, { ...env, ...run, GITHUB_STEP_SUMMARY }, folder);
  const lines = [
    "### Deployment to preview: success",
    "Version v1.1.0 (abc), after v1.0.0.",
    "- shop/shop@sha256:abc",
    "Deleted, because they left the specification:",
    "- deployment.apps/old",
  ];
  assert.equal(readFileSync(GITHUB_STEP_SUMMARY, "utf8").split("\n").filter(Boolean), lines);
  assert.throws(() => runScript(prune.run, { ...env, WANTED: "" }, folder));
  assert.is(calls().filter((call) => call.includes(" delete ")).length, 1);
});

test("services keep their version until the jobs have succeeded, and for good if one fails", async () => {
  const object = JSON.stringify({
    kind: "Deployment",
    metadata: { annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" } },
  });
  const paused = (workload: string, value: string): string =>
    `patch ${workload} --patch { "spec": { "paused": ${value} } }`;
  const logs =
    "logs --selector batch.kubernetes.io/job-name=migrate --all-containers --prefix --ignore-errors --tail 200";
  const cases = [
    ["deploy-qa", "deployment/shop", "apply --kustomize kubernetes/overlays/qa", "apply --filename previous.json"],
    ["deploy-staging", "deployment/shop-shop", "helm upgrade", "helm rollback"],
  ] as const;
  mkdirSync(`${folder}/released/standard`, { recursive: true });
  mkdirSync(`${folder}/kubernetes/local/qa`, { recursive: true });
  writeFileSync(`${folder}/released/standard/shop`, "registry.gitlab.com/shop/platform/shop sha256:one\n");
  for (const [job, workload, change, back] of cases) {
    const script = (await linesOf(gitlab, job)).join("\n");
    const after = (await linesOf(gitlab, job, "after_script")).join("\n");
    const marks = [paused(workload, "true"), paused(workload, "null"), change, back, "rollout status", "curl", logs];
    const run = (lines: string, own: Readonly<Record<string, string>>): readonly string[] => {
      const { env, calls } = surroundings({ CURRENCY: "EUR", SELLER: "shop", VERSION: "v1", OBJECTS: object, ...own });
      try {
        runScript(lines, env, folder);
      } catch (error) {
        if (own.JOBS !== "failed") throw error;
      }
      const named = calls()
        .filter((call) => !call.includes("--dry-run"))
        .map((call) => call.replace(/ --namespace \S+/, ""));
      return named.flatMap((call) => marks.find((mark) => call.includes(mark)) ?? []);
    };
    const held = [paused(workload, "true"), change];
    const goesOn = [paused(workload, "null"), "rollout status", "rollout status", "curl"];
    assert.equal(run(script, {}), [...held, ...goesOn], job);
    assert.equal(run(after, { CI_JOB_STATUS: "success" }), [], job);
    assert.equal(run(script, { JOBS: "failed" }), held, job);
    assert.equal(run(after, { JOBS: "failed", CI_JOB_STATUS: "failed" }), [logs, back, paused(workload, "null")], job);
    // In the first deployment there is nothing to hold.
    assert.equal(run(script, { OBJECTS: "" }), [change, "rollout status", "rollout status", "curl"], job);
  }
});

test("a release that does not answer is rolled back to the revision before it", async () => {
  const find = await stepOf(github, "release", "deploy-staging", "Find the deployed revision");
  const back = await stepOf(github, "release", "deploy-staging", "Roll back");
  const { env, calls } = surroundings({});
  const { revision = "" } = runScript(find.run, env, folder);
  runScript(back.run, { ...env, REVISION: revision }, folder);
  assert.is(calls()[0], "helm rollback shop 7 --namespace shop-staging --wait --timeout 15m");
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
