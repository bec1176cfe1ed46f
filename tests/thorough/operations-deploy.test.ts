// The script that deploys, with a simulated Docker: rolling and blue-green updates, failures at every command, rollbacks.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Conditions, ScriptFolder, type ScriptRun } from "../support/operator-scripts.ts";
import { root } from "../support/sources.ts";

const specification = `
platform: { name: shop, description: Sells., registry: reg.example/shop }
secrets: { password: { description: Of the database., generate: password } }
services:
  api: { runtime: node@22, source: api, start: node a.js, port: 8000, health: /health, scale: 3, update: { parallelism: 2, order: start-first, delay: 1s } }
  web: { runtime: node@22, source: web, start: node a.js, port: 8000, health: /health, scale: 2, update: { strategy: blue-green, soak: 1s }, dependsOn: [api] }
  worker: { runtime: node@22, source: api, start: node w.js, health: { command: ["true"] }, scale: single }
  database: { engine: postgres@16, password: "\${secrets.password}" }
jobs: { migrate: { service: api, start: node m.js, before: [api] } }
environments: { prod: { tier: production } }
targets: { operations: true }
`;

interface Container {
  readonly id: string;
  readonly service: string;
  readonly image: string;
  readonly isRunning: boolean;
  readonly aliases: readonly string[];
}

interface State {
  readonly containers: readonly Container[];
  readonly broken: readonly string[];
  readonly early: readonly string[];
}

const scripts = new ScriptFolder();
const state = `${scripts.folder}/state.json`;
const releases = `${scripts.folder}/.releases/deployments.tsv`;
const docker = spawn(process.execPath, [`${root}tests/support/simulated-docker.mjs`], {
  env: { STATE: state },
  stdio: ["ignore", "pipe", "inherit"],
});
let port = "";

test.after(() => {
  docker.kill();
  scripts.remove();
});
test.before(async () => {
  port = await new Promise((resolve) => docker.stdout.once("data", (line) => resolve(String(line).trim())));
  await scripts.write(specification, {
    docker: `
exec 3<>"/dev/tcp/127.0.0.1/\${DOCKER_PORT}"
printf '%s\\n' "\${VERSION:-}" "$#" "$@" >&3
read -r code <&3
cat <&3
exit "\${code}"`,
    sleep: "",
  });
});

/** The state of the machine: nothing runs, unless version 1 is deployed. */
test.before.each(() => {
  const built = (name: string, replicas: number): object => ({ image: `reg.example/shop/${name}`, replicas });
  writeFileSync(
    state,
    JSON.stringify({
      envFile: `${scripts.folder}/.env`,
      services: {
        api: built("api", 3),
        web: built("web", 2),
        worker: built("worker", 1),
        migrate: built("api", 1),
        database: { image: "postgres:16", isPulled: true, replicas: 1 },
      },
      containers: [],
      broken: [],
    }),
  );
  writeFileSync(`${scripts.folder}/.env`, "OTHER=1\n");
  if (existsSync(releases)) writeFileSync(releases, "");
  const { status, stderr } = deploy("--version 1");
  assert.is(status, 0, stderr);
});

function deploy(options: string, conditions: Conditions = {}): ScriptRun {
  return scripts.run(`scripts/deploy.sh prod --timeout 5 ${options}`, {
    ...conditions,
    env: { DOCKER_PORT: port, ...conditions.env },
  });
}

function read(): State {
  return JSON.parse(readFileSync(state, "utf8")) as State;
}

function breakImages(...broken: readonly string[]): void {
  writeFileSync(state, JSON.stringify({ ...read(), broken }));
}

/** The versions of the running containers of a service that get requests. */
function serving(service: string): string {
  const own = read().containers.filter(
    (one) => one.service === service && one.isRunning && one.aliases.includes(service),
  );
  return own.map(({ image }) => image.split(":")[1]).join(" ");
}

function storedVersion(): string | undefined {
  return readFileSync(`${scripts.folder}/.env`, "utf8").match(/^VERSION=(.*)$/m)?.[1];
}

function results(): readonly string[] {
  return readFileSync(releases, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t").slice(1, 5).join(" "));
}

test("the first deployment starts everything and stores the version", () => {
  assert.equal([serving("api"), serving("web"), serving("worker")], ["1 1 1", "1 1", "1"]);
  assert.is(storedVersion(), "1");
  assert.equal(results(), ["prod compose 1 deployed"]);
});

test("a rolling update never has fewer replicas than before, in batches with a delay", () => {
  const { status, calls, stderr } = deploy("--version 2");
  assert.is(status, 0, stderr);
  assert.equal([serving("api"), serving("web"), serving("worker")], ["2 2 2", "2 2", "2"]);
  assert.ok(calls.some((call) => call.includes("--scale api=5 ")));
  assert.ok(calls.some((call) => call.includes("--scale api=4 ")));
  assert.equal(calls.filter((call) => call === "sleep 1").length, 2);
  assert.is(storedVersion(), "2");
});

test("the same deployment again changes nothing", () => {
  const before = read().containers;
  assert.is(deploy("").status, 0);
  const others = (list: readonly Container[]): object => list.filter(({ service }) => service !== "migrate");
  assert.equal(others(read().containers), others(before));
});

test("new replicas get no requests before they are healthy", () => {
  deploy("--version 2");
  const early = new Set(read().early);
  assert.ok(early.has("reg.example/shop/api:1"));
  assert.not.ok(early.has("reg.example/shop/web:2"));
  // The job has the image of the service: only its own container may start with a name.
  assert.is(read().early.filter((image) => image === "reg.example/shop/api:2").length, 1);
});

test("jobs run before the services that wait for them, and a failing job stops the deployment", () => {
  breakImages("reg.example/shop/api:2");
  const { status, stderr } = deploy("--version 2");
  assert.is(status, 1);
  assert.match(stderr, /migrate has failed with 3/);
  assert.equal([serving("api"), serving("web")], ["1 1 1", "1 1"]);
  assert.is(storedVersion(), "1");
  assert.is(results().at(-1), "prod compose 2 failed");
});

test("a blue-green service that is not healthy never gets requests, and the platform returns to the former version", () => {
  breakImages("reg.example/shop/web:2");
  const { status, stderr } = deploy("--version 2");
  assert.is(status, 1);
  assert.match(stderr, /web has not become healthy\.\n\nRolling back to 1\./);
  assert.equal([serving("api"), serving("web"), serving("worker")], ["1 1 1", "1 1", "1"]);
  assert.not.ok(read().containers.some(({ image }) => image === "reg.example/shop/web:2"));
});

test("the old replicas of a blue-green service are kept, and a rollback starts them", () => {
  deploy("--version 2");
  const old = read().containers.filter(({ image }) => image === "reg.example/shop/web:1");
  assert.equal(
    old.map(({ isRunning }) => isRunning),
    [false, false],
  );
  const { status, stderr } = deploy("rollback");
  assert.is(status, 0, stderr);
  assert.equal([serving("api"), serving("web")], ["1 1 1", "1 1"]);
  assert.ok(old.every(({ id }) => read().containers.some((one) => one.id === id && one.isRunning)));
});

test("--verify runs before the switch, with the service and its new addresses", () => {
  const failing = deploy("--version 2 --verify false");
  assert.is(failing.status, 1);
  assert.is(serving("web"), "1 1");
  const passing = deploy("--version 2 --verify echo");
  assert.match(passing.stdout, /^web 10\.0\.0\.\d+ 10\.0\.0\.\d+$/m);
  assert.is(serving("web"), "2 2");
});

test("--no-switch waits for a second deployment", () => {
  const { stdout } = deploy("--version 2 --no-switch");
  assert.match(stdout, /Deploy again without --no-switch/);
  assert.equal([serving("web"), storedVersion()], ["1 1", "1"]);
  assert.is(results().at(-1), "prod compose 2 prepared");
  assert.is(deploy("--version 2").status, 0);
  assert.is(serving("web"), "2 2");
});

test("finish removes the replicas that are kept", () => {
  deploy("--version 2");
  assert.is(deploy("finish").status, 0);
  assert.not.ok(read().containers.some(({ image }) => image === "reg.example/shop/web:1"));
});

test("status fails while a service is unhealthy, and names it", () => {
  assert.is(deploy("status").status, 0);
  breakImages("reg.example/shop/worker:1");
  const { status, stderr } = deploy("status");
  assert.is(status, 1);
  assert.match(stderr, /not healthy: worker$/m);
});

test("rollback needs an earlier version", () => {
  assert.is(deploy("rollback").status, 1);
  deploy("--version 2");
  deploy("--version 3");
  assert.is(deploy("rollback --version 1").status, 0);
  assert.is(serving("api"), "1 1 1");
});

test("a failure of any command leaves one version that serves requests", () => {
  const { calls } = deploy("--version 2");
  const step = Math.ceil(calls.length / 4);
  for (let at = 1; at <= calls.length; at += step) {
    deploy("--version 1");
    const { status, stderr } = deploy("--version 2", { failAt: at });
    if (status === 0) continue;
    assert.is(status, 1, `${calls[at - 1]}\n${stderr}`);
    for (const service of ["api", "web", "worker"])
      assert.ok(serving(service) !== "", `${service} after ${calls[at - 1]}`);
    assert.is(deploy("--version 2").status, 0, `again after ${calls[at - 1]}`);
    assert.is(serving("api"), "2 2 2");
  }
});

test("a dry run changes nothing", () => {
  const before = read();
  const { status, stdout, calls } = deploy("--version 2 --dry-run");
  assert.equal([status, calls, read()], [0, [], before]);
  assert.match(stdout, /^env VERSION=2 docker compose --file docker-compose\.prod\.yml up .*--scale api=5 /m);
});

test("a wrong use exits with 2", () => {
  for (const options of ["--what", "restart", "--version a/b", "--timeout soon", "--with helm", "--version"]) {
    assert.is(deploy(options).status, 2, options);
  }
  assert.is(scripts.run("scripts/deploy.sh nowhere").status, 2);
});

test.run();
