// The script with a command for each task, and the scripts that it calls, against programs that record their calls.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Conditions, ScriptFolder, type ScriptRun } from "../../support/operator-scripts.ts";

const specification = `
platform: { name: shop, description: Sells., registry: ghcr.io/shop }
services:
  api: { runtime: node@22, source: api, start: node a.js, port: 8000, health: /health, sizeBudget: { compressed: 100MB, uncompressed: 1Gi } }
  worker: { runtime: node@22, source: worker, start: node w.js, health: { command: ["true"] } }
maintenance: { rescan: "0 2 * * *", cleanup: { schedule: "0 5 * * 0", releases: 2 } }
environments:
  dev: { tier: development }
  test: { tier: test, tests: { unit: { service: api, command: npm test } } }
  prod: { tier: production }
targets: { operations: { manage: tools/docker-build.sh, makefile: Makefile } }
`;

const manage = "tools/docker-build.sh";
const scripts = new ScriptFolder();
test.after(() => scripts.remove());
test.before(() =>
  scripts.write(specification, {
    git: 'case "$1" in describe) echo v1;; rev-parse) echo abc;; log) echo 100;; esac',
    trivy: 'if [[ "$*" == *"${FOUND:-nothing}"* ]]; then exit 1; fi',
    crontab: 'if [[ "$1" == -l ]]; then cat "${HOME}/crontab"; else cp "$1" "${HOME}/crontab"; fi',
    logger: "",
    docker: `
case "$*" in
  "image inspect "*) echo '[{ "Size": 900000000, "Os": "linux", "Architecture": "amd64" }]' ;;
  "image save "*) head -c "\${SAVED:-1000}" /dev/urandom ;;
  *"imagetools inspect --raw "*"@sha256:b") echo '{ "config": { "size": 1000000 }, "layers": [{ "size": 150000000 }] }' ;;
  *"imagetools inspect --raw "*"@sha256:"*) echo '{ "config": { "size": 1000000 }, "layers": [{ "size": 50000000 }] }' ;;
  *"imagetools inspect --raw "*) echo '{ "manifests": [{ "digest": "sha256:a", "platform": { "os": "linux", "architecture": "amd64" } },
    { "digest": "sha256:b", "platform": { "os": "linux", "architecture": "arm64" } },
    { "digest": "sha256:c", "platform": { "os": "unknown", "architecture": "unknown" } }] }' ;;
  "ps --quiet "*) echo c1 c2 ;;
  "ps --all --quiet") echo c1 ;;
  "inspect "*) echo '[{ "Image": "sha256:1" }, { "Image": "sha256:1" }]' ;;
  "image ls "*) printf 'sha256:%s\\n' 1 2 3 4 ;;
esac`,
  }),
);

function run(options: string, conditions: Conditions = {}): ScriptRun {
  return scripts.run(`${manage} ${options}`, conditions);
}

function callsOf(options: string, conditions: Conditions = {}): readonly string[] {
  const { status, calls, stderr } = run(options, conditions);
  assert.is(status, 0, stderr);
  return calls.filter((call) => !call.startsWith("git "));
}

test("build chooses the target of the environment, or the one that is named", () => {
  assert.match(callsOf("build --environment dev")[0] ?? "", / api-development worker-development$/);
  assert.match(callsOf("build --environment dev --target production")[0] ?? "", / api worker$/);
  assert.match(callsOf("build -e prod -t production --version v2 api")[0] ?? "", / --metadata-file \S+ api$/);
});

test("build passes its options on", () => {
  for (const option of [
    "--push",
    "--scan",
    "--no-scan",
    "--no-cache",
    "--sequential",
    "--write-cache",
    "--registry reg",
  ]) {
    const { status, stdout } = run(`build ${option} --dry-run`);
    assert.is(status, 0, option);
    assert.match(stdout, /docker buildx bake/);
  }
  assert.match(run("build --push --dry-run").stdout, /push-by-digest=true/);
  assert.match(run("build --registry reg --dry-run").stdout, /^env REGISTRY=reg /);
});

test("security-scan scans images of this machine, of the registry, and those that run", () => {
  assert.match(callsOf("security-scan api").join("\n"), /^trivy .*--image-src docker ghcr\.io\/shop\/api:latest$/);
  assert.match(callsOf("security-scan --pushed -v 2 worker")[0] ?? "", /--image-src remote ghcr\.io\/shop\/worker:2$/);
  assert.match(callsOf("security-scan -e prod").at(-1) ?? "", /^trivy .*--image-src docker sha256:1$/);
});

test("security-scan shows the findings of all images before it fails", () => {
  const { status, calls, stderr } = run("security-scan", { env: { FOUND: "/api:" } });
  assert.is(status, 1);
  assert.is(calls.length, 2);
  assert.match(stderr, /These images have findings: ghcr\.io\/shop\/api:latest$/m);
});

test("size-report compares both sizes with their budgets, in the unit of the budget", () => {
  const { status, stdout, stderr } = run("size-report");
  assert.is(status, 0, stderr);
  assert.match(stdout, /^ghcr\.io\/shop\/api:latest +linux\/amd64 +0\.0 MB +100\.0 MB +900\.0 MB +1073\.7 MB +ok$/m);
  assert.match(stdout, /worker.* no budget$/m);
});

test("size-report of the registry measures each platform, and fails above a budget", () => {
  const { status, stdout } = run("size-report --pushed --version 2 api");
  assert.is(status, 1);
  assert.match(stdout, /linux\/amd64 +51\.0 MB +100\.0 MB .* ok$/m);
  assert.match(stdout, /linux\/arm64 +151\.0 MB +100\.0 MB .* too large$/m);
  assert.is(scripts.run("scripts/size-report.sh --pushed --no-fail api").status, 0);
});

test("deploy starts an environment with local images, and calls the deployment script for others", () => {
  assert.equal(callsOf("deploy --environment dev"), [
    "docker compose --file docker-compose.dev.yml up --detach --build --wait",
  ]);
  assert.match(
    run("deploy -e prod -v 2 --dry-run").stdout,
    /^env VERSION=2 docker compose --file docker-compose\.prod\.yml config --quiet$/m,
  );
  assert.is(run("deploy -e dev --version 2").status, 2);
  assert.is(run("rollback -e dev").status, 2);
});

test("status shows an environment", () => {
  assert.equal(callsOf("status -e dev"), ["docker compose --file docker-compose.dev.yml ps --all"]);
  assert.match(run("status -e prod --dry-run").stdout, /docker-compose\.prod\.yml ps --all/);
});

test("test runs the tests of an environment, or checks its state", () => {
  assert.equal(callsOf("test -e test"), ["docker compose --file docker-compose.test.yml run --rm --build unit"]);
  assert.equal(callsOf("test -e dev"), ["docker compose --file docker-compose.dev.yml ps --all"]);
});

test("clean removes local containers, and volumes only of development and test", () => {
  assert.is(
    callsOf("clean -e dev --volumes")[0],
    "docker compose --file docker-compose.dev.yml --profile * down --remove-orphans --volumes",
  );
  assert.not.ok(callsOf("clean -e prod").some((call) => call.includes(" down ")));
  assert.is(run("clean -e prod --volumes").status, 2);
});

test("clean-up keeps images that containers use and those of the last releases", () => {
  const lines = ["1", "2", "3", "3"].map((version) => `now\tprod\tcompose\t${version}\tdeployed\t\n`);
  mkdirSync(`${scripts.folder}/.releases`, { recursive: true });
  writeFileSync(`${scripts.folder}/.releases/deployments.tsv`, lines.join(""));
  const images = ["0", "1", "2", "3"].map((version, at) => ({
    Id: `sha256:${at + 1}`,
    Size: 10,
    RepoTags: [`ghcr.io/shop/api:${version}`],
  }));
  const foreign = { Id: "sha256:5", Size: 10, RepoTags: ["postgres:16"] };
  const program = `${scripts.folder}/programs/docker`;
  const before = readFileSync(program, "utf8");
  const text = JSON.stringify([...images, foreign]);
  writeFileSync(program, before.replace('case "$*" in\n', `case "$*" in\n  "image inspect "*) echo '${text}' ;;\n`));
  const { calls } = scripts.run("scripts/clean-up.sh");
  const removed = calls.filter((call) => call.startsWith("docker image rm"));
  const { calls: dry, stdout } = scripts.run("scripts/clean-up.sh --dry-run --releases 1");
  writeFileSync(program, before);
  assert.equal(removed, ["docker image rm --force sha256:2"]);
  assert.is(calls.at(-1), "docker builder prune --force --max-used-space 20GB");
  assert.not.ok(dry.some((call) => call.includes(" rm ")));
  assert.match(stdout, /^Images with 20 bytes would be removed\.$/m);
});

test("schedule replaces its jobs in the crontab and leaves others alone", () => {
  writeFileSync(`${scripts.folder}/crontab`, "0 0 * * * mine\n");
  for (let time = 0; time < 2; time++) assert.is(scripts.run("scripts/schedule.sh prod").status, 0);
  const crontab = readFileSync(`${scripts.folder}/crontab`, "utf8");
  assert.is(crontab.match(/&& scripts\/clean-up\.sh/g)?.length, 1);
  assert.match(
    crontab,
    /^0 2 \* \* \* \{ \{ cd '.*' && scripts\/scan-images\.sh --running prod; \} 2>&1 \|\| echo .* >&3; \} 3>&2 \| logger -t shop$/m,
  );
  assert.is(scripts.run("scripts/schedule.sh prod --remove").status, 0);
  assert.is(readFileSync(`${scripts.folder}/crontab`, "utf8"), "0 0 * * * mine\n");
});

test("make lists its tasks and passes the version on", () => {
  assert.match(
    readFileSync(`${scripts.folder}/Makefile`, "utf8"),
    /^deploy-prod: ## Deploy prod\n\tscripts\/deploy\.sh prod \$\(version\)$/m,
  );
});

test("options without an effect on the command are refused", () => {
  for (const options of [
    "",
    "fly",
    "deploy --push -e prod",
    "clean",
    "build --volumes",
    "test --version 1 -e test",
    "deploy -e nowhere",
  ]) {
    const { status, calls } = run(options);
    assert.equal([status, calls], [2, []], options);
  }
});

test("--help describes every command", () => {
  const { status, stdout } = run("--help");
  assert.is(status, 0);
  for (const command of ["build", "security-scan", "size-report", "deploy", "rollback", "status", "test", "clean"]) {
    assert.match(stdout, new RegExp(`^ {2}${command} `, "m"));
  }
});

test.run();
