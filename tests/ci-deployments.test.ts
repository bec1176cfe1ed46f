// The scripts that tag, list and deploy what is released do so: each is run with programs that stand for the real ones.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { deploymentVariables } from "../compiler/targets/bicep/deployment-variables.ts";
import { secretVariable } from "../compiler/targets/deployment-variables.ts";
import { fakesIn, linesOf, runScript, stepOf } from "./support/ci-scripts.ts";
import { compiledAt } from "./support/compiled.ts";

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
  curl: `case "$*" in *deployments*) printf '%s' "\${DEPLOYED:-[]}" ;; *) until grep -q port-forward "$LOG"; do sleep 0.1; done; ${note}; [ "\${HEALTH:-ok}" = ok ] ;; esac`,
  helm: `case "$1" in list) printf '[{"revision":"7"}]' ;; *) ${note} ;; esac`,
  kubectl: `${note}\ncase "$1" in get) printf '%s' "\${OBJECTS:-}" ;; esac`,
  gh: 'printf "%s\\n" "$HEAD"',
  docker: `${note}\ncase "$*" in *--raw) printf '%s' "$INDEX" ;; *inspect*) printf '{"digest":"sha256:%s"}' "$4" ;; esac`,
  sleep: ":",
  syft: note,
});

const pipeline = {
  CI_API_V4_URL: "https://gitlab.example/api/v4",
  CI_JOB_TOKEN: "token",
  CI_PIPELINE_ID: "50",
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
  const common = { REPOSITORY: "shop", DIGEST: "sha256:abc", GITHUB_REPOSITORY: "octo/shop", GITHUB_SHA: "abc" };
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
  const { env } = surroundings({ GITHUB_ENV: written, VERSION: "v1", REPOSITORIES: own?.REPOSITORIES ?? "" });
  runScript(run, env, folder);
  assert.is(readFileSync(written, "utf8"), "DIGEST_API=@sha256:answers.azurecr.io/team/api:v1\n");
});

test("a chart is told the digest of each workload, after it has been verified", async () => {
  const wanted = (digest: string): string => `"shop": { image: { digest: "${digest}" } }\n`;
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

test("the pipeline of an older commit does not deploy over a newer one, except in a rollback", async () => {
  const [script = ""] = await linesOf(gitlab, "deploy-staging");
  const deployed = (id: number): string => JSON.stringify([{ deployable: { pipeline: { id } } }]);
  for (const own of [{ DEPLOYED: "[]" }, { DEPLOYED: deployed(49) }, { DEPLOYED: deployed(51), ROLLBACK: "true" }]) {
    assert.ok(runScript(script, surroundings(own).env, folder));
  }
  const newer = surroundings({ DEPLOYED: deployed(51) });
  assert.throws(
    () => runScript(script, newer.env, folder),
    /Pipeline 51, which is newer, has been deployed to staging/,
  );
  assert.throws(() => runScript(script, surroundings({ DEPLOYED: "<html>" }).env, folder));
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

test("a release that does not answer is rolled back to the revision before it", async () => {
  const find = await stepOf(github, "release", "deploy-staging", "Find the deployed revision");
  const back = await stepOf(github, "release", "deploy-staging", "Roll back");
  const { env, calls } = surroundings({});
  const { revision = "" } = runScript(find.run, env, folder);
  runScript(back.run, { ...env, REVISION: revision }, folder);
  assert.equal(calls(), ["helm rollback shop 7 --namespace shop-staging --wait --timeout 15m"]);
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
