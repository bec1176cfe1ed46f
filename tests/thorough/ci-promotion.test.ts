// Images are built once per commit, and older commits are not deployed over newer ones: the scripts for it run with fakes.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fakesIn, linesOf, repositoryIn, runScript, stepOf } from "../support/ci-scripts.ts";

const azure = "tests/golden/ci-azure/platform.yaml";
const github = "tests/golden/ci-github/platform.yaml";
const gitlab = "tests/golden/ci-gitlab/platform.yaml";

const folder = mkdtempSync(`${tmpdir()}/varai-gen-ci-promotion-`);
const log = `${folder}/log`;

// A registry that has the images in $STORED, of commit $BUILT_FROM; those in $SIGNED have a signature. Images that are created
// exist afterwards.
const docker = `
case "$*" in
  *"json .Image}"*) printf '{"linux/amd64":{"config":{"Labels":{"org.opencontainers.image.revision":"%s"}}}}' "\${BUILT_FROM:-abc}" ;;
  *--raw*) printf '{"manifests":[{"digest":"sha256:amd64","platform":{"os":"linux","architecture":"amd64"}}]}' ;;
  *"imagetools create"*) printf '%s\\n' "$*" >>"$LOG" && printf '%s\\n' "$5" >>"$STORED" ;;
  *inspect*) grep -qxF "$4" "$STORED" && printf '{"digest":"sha256:%s"}' "\${4#*:}" ;;
esac`;

// Environments with the deployments in $DEPLOYMENTS: a line with ID, commit and state each, newest first.
const gh = `
case "$2" in
  *"/statuses?"*) id="\${2#*deployments/}"; awk -v id="\${id%%/*}" '$1 == id { print $3 }' "$DEPLOYMENTS" ;;
  *"deployments?environment=prod&"*) awk '{ print $1, $2 }' "$DEPLOYMENTS" ;;
  *) exit 1 ;;
esac`;

const tools = {
  ...fakesIn(`${folder}/tools`, {
    apk: ":",
    cosign:
      'case "$1" in verify) case " $SIGNED " in *" $2 "*) ;; *) exit 1 ;; esac ;; *) printf "cosign %s %s\\n" "$1" "${!#}" >>"$LOG" ;; esac',
    // The deployments of an environment, as GitLab lists the newest successful one.
    curl: 'awk \'$3 == "success" { printf "[{\\"sha\\":\\"%s\\"}]", $2; found = 1; exit } END { if (!found) printf "[]" }\' "$DEPLOYMENTS"',
    docker,
    gh,
    syft: ":",
  }),
  LOG: log,
  STORED: `${folder}/existing`,
  DEPLOYMENTS: `${folder}/deployments`,
  GITHUB_REPOSITORY: "octo/shop",
  GITHUB_SERVER_URL: "https://github.com",
};

function existing(...images: readonly string[]): void {
  writeFileSync(log, "");
  writeFileSync(tools.STORED, images.map((image) => `${image}\n`).join(""));
}

test("a commit is built unless all its images exist and are signed", async () => {
  const { run, env } = await stepOf(github, "release", "version", "Find the images of the commit");
  const both = ["shop/shop:sha-abc", "shop/shop:sha-abc-slim"];
  const cases = [
    [both, "shop/shop@sha256:sha-abc shop/shop@sha256:sha-abc-slim", "true"],
    [both, "shop/shop@sha256:sha-abc", "false"],
    [both.slice(0, 1), "shop/shop@sha256:sha-abc", "false"],
    [[], "", "false"],
  ] as const;
  for (const [images, SIGNED, wanted] of cases) {
    existing(...images);
    const own = { IMAGE: "sha-abc", EXISTING: "", GITHUB_SHA: "abc", REPOSITORIES: env?.REPOSITORIES ?? "", SIGNED };
    assert.equal(runScript(run, { ...tools, ...own }, folder), { "is-built": wanted }, SIGNED);
  }
  const unsigned = await stepOf(azure, "release", "version", "Find the images of the commit");
  existing("answers.azurecr.io/team/api:sha-abc");
  const own = { EXISTING: "", IMAGE: "sha-abc", REPOSITORIES: unsigned.env?.REPOSITORIES ?? "", SIGNED: "" };
  assert.equal(runScript(unsigned.run, { ...tools, ...own }, folder), { "is-built": "true" });
});

test("the first image of a commit stays its only one, but an unsigned one is replaced", async () => {
  const { run } = await stepOf(github, "release", "publish", "Push the image of the commit");
  const build = `${folder}/build`;
  mkdirSync(`${build}/digests`, { recursive: true });
  for (const platform of ["amd64", "arm64"]) writeFileSync(`${build}/digests/${platform}`, `sha256:${platform}\n`);
  const own = { REPOSITORY: "shop", IMAGE: "sha-abc", GITHUB_SHA: "abc" };
  const digest = "sha256:sha-abc";
  const create = "buildx imagetools create --tag shop:sha-abc shop@sha256:amd64 shop@sha256:arm64\n";
  const cases = [
    [[], "", "true", create],
    [["shop:sha-abc"], "", "true", create],
    [["shop:sha-abc"], `shop@${digest}`, "false", ""],
  ] as const;
  for (const [images, SIGNED, isNew, calls] of cases) {
    existing(...images);
    assert.equal(runScript(run, { ...tools, ...own, SIGNED }, build), { "is-new": isNew, digest });
    assert.is(readFileSync(log, "utf8"), calls);
  }
  existing();
  assert.throws(() => runScript(run, { ...tools, ...own, SIGNED: "" }, folder), /digests/);
});

const project = {
  CI_API_V4_URL: "https://gitlab.example/api/v4",
  CI_COMMIT_SHA: "abc",
  CI_JOB_TOKEN: "token",
  CI_PIPELINE_SOURCE: "push",
  CI_PROJECT_ID: "1",
  CI_PROJECT_URL: "https://gitlab.example/octo/shop",
  CI_SERVER_URL: "https://gitlab.example",
};
const shop = "registry.gitlab.com/shop/platform/shop";

test("GitLab builds a commit unless all its images exist, are of this commit and are signed", async () => {
  const functions = (await linesOf(gitlab, ".images", "before_script")).join("\n");
  const version = (await linesOf(gitlab, ".version", "before_script")).join("\n");
  const script = (await linesOf(gitlab, "find-images")).join("\n");
  const skip = (await linesOf(gitlab, ".unless-built", "before_script")).join("\n");
  const image = `${shop}:sha-abc`;
  const signed = `${shop}@sha256:sha-abc`;
  const cases = [
    [[image], signed, {}, "true"],
    [[image], signed, { BUILT_FROM: "def" }, "false"],
    [[image], "", {}, "false"],
    [[], "", {}, "false"],
    [[image], signed, { CI_COMMIT_TAG: "v1.2.0" }, "true"],
    [[image], signed, { CI_PIPELINE_SOURCE: "pipeline", CI_PIPELINE_IID: "7" }, "false"],
    [[`${image}-r7`], `${signed}-r7`, { CI_PIPELINE_SOURCE: "pipeline", CI_PIPELINE_IID: "7" }, "true"],
  ] as const;
  for (const [images, SIGNED, own, wanted] of cases) {
    existing(...images);
    const env = { ...tools, ...project, SIGNED, ...own };
    runScript([functions, version, script].join("\n"), env, folder);
    const written = readFileSync(`${folder}/images.env`, "utf8");
    assert.is(written, `IS_BUILT=${wanted}\n`);
    const goesOn = runScript(`${skip}\nprintf 'runs=true\\n' >>"$GITHUB_OUTPUT"`, { IS_BUILT: wanted }, folder);
    assert.is(goesOn.runs, wanted === "true" ? undefined : "true");
  }
});

test("GitLab publishes the first image of a commit, signs it last, and only adds names to it afterwards", async () => {
  const lines = [
    ...(await linesOf(gitlab, ".images", "before_script")),
    ...(await linesOf(gitlab, ".version", "before_script")),
    ...(await linesOf(gitlab, "publish")),
  ].join("\n");
  const { git, commit } = repositoryIn(`${folder}/publish`);
  git("remote", "add", "origin", ".");
  const older = commit("digests/shop/amd64");
  const CI_COMMIT_SHA = commit("other");
  git("tag", "v1.2.0");
  const image = `${shop}:sha-${CI_COMMIT_SHA}`;
  const digest = `${shop}@sha256:sha-${CI_COMMIT_SHA}`;
  const build = [
    `buildx imagetools create --tag ${image} ${shop}@1`,
    `cosign attest ${shop}@sha256:amd64`,
    `cosign sign ${digest}`,
  ];
  const branch = { CI_COMMIT_BRANCH: "main" };
  const cases = [
    [[], "", branch, [...build, `buildx imagetools create --tag ${image} --tag ${shop}:main ${digest}`]],
    [[image], "", branch, [...build, `buildx imagetools create --tag ${image} --tag ${shop}:main ${digest}`]],
    [
      [image],
      digest,
      { CI_COMMIT_TAG: "v1.2.0" },
      [`buildx imagetools create --tag ${shop}:v1.2.0 --tag ${shop}:latest ${digest}`],
    ],
  ] as const;
  for (const [images, SIGNED, own, wanted] of cases) {
    existing(...images);
    const env = { ...tools, ...project, BUILT_FROM: CI_COMMIT_SHA, REPOSITORY: shop, TARGET: "shop", VARIANT: "" };
    runScript(lines, { ...env, CI_COMMIT_SHA, SIGNED, ...own }, `${folder}/publish`);
    assert.equal(readFileSync(log, "utf8").trim().split("\n"), wanted);
    const released = readFileSync(`${folder}/publish/released/standard/shop`, "utf8");
    assert.is(released, `${shop} sha256:sha-${CI_COMMIT_SHA}\n`);
  }
  existing(`${shop}:sha-${older}`);
  const late = { CI_COMMIT_SHA: older, BUILT_FROM: older, SIGNED: `${shop}@sha256:sha-${older}`, ...branch };
  runScript(
    lines,
    { ...tools, ...project, REPOSITORY: shop, TARGET: "shop", VARIANT: "", ...late },
    `${folder}/publish`,
  );
  assert.not.match(readFileSync(log, "utf8"), ":main");
});

test("an environment that requires nobody's approval is not deployed to", async () => {
  const { run, env } = await stepOf(
    github,
    "release",
    "deploy-prod",
    "Check that the environment requires an approval",
  );
  assert.is(env?.ENVIRONMENT, "prod");
  // GitHub's answer (https://docs.github.com/rest/deployments/environments#get-an-environment) through the real jq.
  const asked = fakesIn(`${folder}/reviewers`, {
    gh: '[ "$2" = repos/octo/shop/environments/prod ] && [ -n "$RULES" ] && jq --raw-output "$4" <<<"$RULES"',
  });
  const check = (RULES: string): unknown => runScript(run, { ...tools, ...asked, RULES, ENVIRONMENT: "prod" }, folder);
  const timer = '{"type":"wait_timer","wait_timer":30}';
  const team = '{"type":"required_reviewers","reviewers":[{"type":"Team","reviewer":{"slug":"leads"}}]}';
  assert.equal(check(`{"protection_rules":[${timer},${team}]}`), {});
  for (const rules of ['"protection_rules":[]', `"protection_rules":[${timer}]`, '"id":1']) {
    assert.throws(() => check(`{${rules}}`), "::error::The environment prod has no required reviewers.");
  }
  assert.throws(() => check(""));
});

test("an older commit or release is not deployed over a newer one", async () => {
  const { run } = await stepOf(github, "release", "deploy-prod", "Check that no newer commit is deployed");
  const onGitlab = (await linesOf(gitlab, "deploy-prod"))[0]?.replaceAll("'v1.*'", "'release/*'") ?? "";
  const { git, commit } = repositoryIn(`${folder}/order`);
  const first = commit("first");
  git("tag", "release/1.9.0");
  const second = commit("second");
  git("tag", "release/1.10.0");
  const third = commit("third");
  git("checkout", "--quiet", first);
  const fix = commit("fix");
  git("tag", "release/1.9.1");
  git("tag", "other-9");
  const branch = { GITHUB_REF_TYPE: "branch", GITHUB_REF_NAME: "main" };
  const tag = (version: string): typeof branch => ({ GITHUB_REF_TYPE: "tag", GITHUB_REF_NAME: `release/${version}` });
  const cases = [
    ["nothing is deployed", branch, first, [], true],
    ["a newer commit", branch, second, [[first, "success"]], true],
    ["the same commit", branch, second, [[second, "success"]], true],
    ["an older commit", branch, first, [[second, "success"]], false],
    [
      "an older commit after failures",
      branch,
      first,
      [
        [third, "failure"],
        [second, "success"],
      ],
      false,
    ],
    [
      "a newer one failed",
      branch,
      second,
      [
        [second, "in_progress"],
        [third, "failure"],
        [first, "success"],
      ],
      true,
    ],
    [
      "a rollback in between",
      branch,
      second,
      [
        [first, "success"],
        [third, "inactive"],
      ],
      true,
    ],
    ["a commit that is gone", branch, second, [["0".repeat(40), "success"]], true],
    ["a newer tag", tag("1.10.0"), second, [[first, "success"]], true],
    ["a fix of an older release", tag("1.9.1"), fix, [[second, "success"]], false],
    ["a release after a fix of the older one", tag("1.10.0"), second, [[fix, "success"]], true],
    ["a tag over an untagged commit of another branch", tag("1.9.1"), fix, [[third, "success"]], true],
  ] as const;
  for (const [name, ref, GITHUB_SHA, deployments, isDeployed] of cases) {
    const lines = deployments.map(([sha, state], index) => `${100 - index} ${sha} ${state}\n`);
    writeFileSync(tools.DEPLOYMENTS, lines.join(""));
    const go = (): unknown =>
      runScript(run, { ...tools, ...ref, GITHUB_SHA, ROLLBACK: "", ENVIRONMENT: "prod" }, `${folder}/order`);
    const { GITHUB_REF_NAME: ref_name } = ref;
    const own = ref === branch ? { CI_COMMIT_BRANCH: ref_name } : { CI_COMMIT_TAG: ref_name };
    const goOnGitlab = (more: Readonly<Record<string, string>>): unknown =>
      runScript(onGitlab, { ...tools, ...project, CI_COMMIT_SHA: GITHUB_SHA, ...own, ...more }, `${folder}/order`);
    assert.ok(goOnGitlab({ ROLLBACK: "true" }), name);
    if (isDeployed) {
      assert.ok(go(), name);
      assert.ok(goOnGitlab({}), name);
    } else {
      assert.throws(go, /::error::prod has the newer commit [0-9a-f]{40}/, name);
      assert.throws(() => goOnGitlab({}), /prod has the newer commit [0-9a-f]{40}/, name);
    }
  }
  const unreachable = { ...tools, ...branch, GITHUB_SHA: second, ROLLBACK: "", ENVIRONMENT: "other" };
  assert.throws(() => runScript(run, unreachable, `${folder}/order`));
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
