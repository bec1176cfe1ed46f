import * as assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { type Checks, eventually } from "./checks.ts";
import { Compose, inspect, must } from "./commands.ts";
import { secretsIn } from "./secrets.ts";
import { assertHoldsNone, RunningService } from "./service.ts";

/** A service, and what is special about it. */
interface Expected {
  readonly name: string;
  readonly port: number;
  /** The file whose greeting is edited. */
  readonly greeting: string;
  readonly writes: Readonly<Record<string, string>>;
}

const readOnly = { "/": "EROFS", "/etc": "EROFS", "/app": "EROFS", "/run/secrets": "EROFS" };

const services: readonly Expected[] = [
  {
    name: "recommendation",
    port: 3002,
    greeting: "app/greeting.py",
    writes: { ...readOnly, "/tmp": "runs", "/models": "runs" },
  },
  {
    name: "auth",
    port: 3001,
    greeting: "src/greeting.ts",
    writes: { ...readOnly, "/tmp": "runs", "/app/node_modules": "EROFS", "/app/node_modules/.cache": "runs" },
  },
];

/** The development stack: two services with their database, looked at closely, then everything. */
export async function checkDevelopment(checks: Checks, folder: string): Promise<void> {
  const compose = new Compose(folder, "docker-compose.dev.yml");
  checks.section("docker-compose.dev.yml");
  await checks.check("Compose has nothing to complain about", () => {
    assert.equal(compose.run("config", "--quiet").err, "");
  });
  const isUp = await checks.check("recommendation and auth build, and come up healthy", () => {
    compose.up("recommendation", "auth");
    for (const { name } of services) {
      assert.equal(inspect(compose.container(name), "{{.State.Health.Status}}"), "healthy");
    }
  });
  if (isUp) {
    for (const service of services) await checkService(checks, compose, folder, service);
  }
  await checks.check("the whole platform comes up healthy by the command that the file names", () => compose.up());
  await checkSite(checks, folder);
}

async function checkService(checks: Checks, compose: Compose, folder: string, expected: Expected): Promise<void> {
  const { name, port, greeting, writes } = expected;
  const service = new RunningService(`http://127.0.0.1:${port}`);
  const secrets = secretsIn(folder);
  const check = (what: string, run: () => void | Promise<void>) => checks.check(`${name} ${what}`, run);

  await check("answers at 127.0.0.1 and at no other address of the host", async () => {
    assert.equal(await service.ask("/health/ready"), "ready");
    const gateway = must([
      "docker",
      "network",
      "inspect",
      "varai-dev_published",
      "-f",
      "{{(index .IPAM.Config 0).Gateway}}",
    ]);
    assert.match(String(await new RunningService(`http://${gateway}:${port}`).ask("/health/ready")), /ECONNREFUSED/);
  });
  await check("runs as 10001:10001, without capabilities and without a way to new privileges", () =>
    service.assertUnprivileged(),
  );
  await check("writes to its own folders and to nothing else", () => service.assertWrites(writes));
  await check("reads its secrets as files, and has none in its environment or configuration", async () => {
    await service.assertReadsSecrets(secrets, ["AUTH_SECRET_FILE", "MONGODB_URI_FILE"]);
    assertHoldsNone(must(["docker", "inspect", compose.container(name)]), secrets);
  });
  await check("finds the database by its name", async () => {
    assert.equal(await service.ask("/reach?host=database&port=27017"), "open");
  });
  await check("has the limits of its Compose file", () => assertLimits(compose, name));
  await check("shows a change to its source, whichever way the editor saves", async () => {
    const file = `${folder}/${name}/${greeting}`;
    const source = readFileSync(file, "utf8");
    writeFileSync(file, source.replace("hello", "hello again"));
    assert.equal(await eventually("hello again", 15, () => service.ask("/greeting")), "hello again");
    writeFileSync(`${file}.new`, source.replace("hello", "hello once more"));
    renameSync(`${file}.new`, file);
    assert.equal(await eventually("hello once more", 15, () => service.ask("/greeting")), "hello once more");
    writeFileSync(file, source);
  });
  await check("stops within 5 seconds when it is asked to, and comes back", async () => {
    const started = performance.now();
    compose.must("stop", name);
    assert.ok(performance.now() - started < 5000);
    assert.notEqual(inspect(compose.container(name), "{{.State.ExitCode}}"), "137");
    compose.up(name);
    await service.assertWrites(writes);
  });
}

/** What the kernel enforces, in whichever version of control groups, is what the file says. */
function assertLimits(compose: Compose, name: string): void {
  const file = JSON.parse(compose.must("config", "--format", "json")) as {
    services: Record<string, { deploy: { resources: { limits: { cpus: number; memory: string; pids: number } } } }>;
  };
  const limits = file.services[name]?.deploy.resources.limits;
  const read = (...paths: readonly string[]): string =>
    compose.must("exec", "-T", name, "sh", "-c", `cat ${paths.join(" ")} 2>/dev/null || true`).trim();
  const group = "/sys/fs/cgroup";
  assert.equal(read(`${group}/pids.max`, `${group}/pids/pids.max`), String(limits?.pids));
  assert.equal(read(`${group}/memory.max`, `${group}/memory/memory.limit_in_bytes`), String(limits?.memory));
  const [quota, period] = read(`${group}/cpu.max`, `${group}/cpu/cpu.cfs_quota_us ${group}/cpu/cpu.cfs_period_us`)
    .split(/\s+/)
    .map(Number);
  assert.equal((quota ?? 0) / (period ?? 0), Number(limits?.cpus));
}

async function checkSite(checks: Checks, folder: string): Promise<void> {
  const site = new RunningService("http://127.0.0.1:8080");
  await checks.check("frontend, a static site, is served by Vite, and shows a change to its source", async () => {
    assert.match(String(await site.ask("/")), /<title>The shop<\/title>/);
    const file = `${folder}/frontend/src/greeting.ts`;
    const source = readFileSync(file, "utf8");
    writeFileSync(file, source.replace("hello", "hello again"));
    const shows = async (): Promise<boolean> => String(await site.ask("/src/greeting.ts")).includes('"hello again"');
    assert.equal(await eventually(true, 15, shows), true);
    writeFileSync(file, source);
  });
}
