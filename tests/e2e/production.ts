import * as assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { type Checks, eventually } from "./checks.ts";
import { inspect, must, run } from "./commands.ts";
import { secretsIn } from "./secrets.ts";
import { assertHoldsNone, RunningService } from "./service.ts";
import { planted } from "./work-folder.ts";

/** A production image, and what is special about it. */
interface Expected {
  readonly name: string;
  readonly port: number;
  readonly writes: Readonly<Record<string, string>>;
  /** Commands that succeed in the image. */
  readonly has: readonly string[];
  /** Commands that fail in it: what only builds and tests need is not there. */
  readonly lacks: readonly string[];
}

const compilers = ["gcc --version", "make --version", "git --version"];

const images: readonly Expected[] = [
  {
    name: "recommendation",
    port: 3002,
    writes: { "/": "EROFS", "/app": "EROFS", "/opt/venv": "EROFS" },
    has: ["python -c 'import fastapi'", "test -e app/main.py"],
    lacks: [...compilers, "python -c 'import pytest'", "test -e secrets"],
  },
  {
    name: "auth",
    port: 3001,
    writes: { "/": "EROFS", "/app": "EROFS", "/app/node_modules": "EROFS" },
    has: ["test -e dist/server.js", "test -d node_modules"],
    lacks: [...compilers, "test -e node_modules/typescript", "test -e src", "test -e tests"],
  },
];

/** Where the database of the development stack is found. */
const network = "varai-dev_published";

/** The production images, without Compose: what they are by themselves. */
export async function checkProduction(checks: Checks, folder: string, apps: string): Promise<void> {
  checks.section("Dockerfile");
  for (const image of images) await checkImage(checks, folder, image);
  await checks.check("docker buildx bake builds the image under the names of the registry", () => {
    // The platforms and the cache of the registry need an engine and an account that a test does not have.
    const local = ["--set", "*.platform=", "--set", "*.cache-to=", "--set", "*.cache-from="];
    must(["docker", "buildx", "bake", ...local, "auth"], folder);
    const labels = JSON.parse(inspect("ghcr.io/varai/auth:dev", "{{json .Config.Labels}}")) as Record<string, string>;
    assert.equal(labels["org.opencontainers.image.description"], "Sign-in and tokens.");
    assert.equal(labels["org.opencontainers.image.version"], "dev");
  });
  await checks.check("a Node service that needs no packages builds, for development and for production", () => {
    const other = `${folder}-without-packages`;
    try {
      cpSync(folder, other, { recursive: true });
      rmSync(`${other}/auth`, { recursive: true });
      cpSync(`${apps}/without-packages`, `${other}/auth`, { recursive: true });
      for (const purpose of ["development", "production"]) {
        must(["docker", "buildx", "build", "--target", `auth-${purpose}`, "--tag", `e2e/plain-${purpose}`, "."], other);
      }
      assert.equal(must(["docker", "run", "--rm", "e2e/plain-production"]), "started");
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
}

async function checkImage(checks: Checks, folder: string, { name, port, writes, has, lacks }: Expected): Promise<void> {
  const image = `e2e/${name}`;
  const secrets = secretsIn(folder);
  const check = (what: string, test: () => void | Promise<void>) => checks.check(`${name}-production ${what}`, test);
  const shell = (command: string) =>
    run(["docker", "run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", image, "-c", command]);

  const isBuilt = await check("builds", () => {
    must(["docker", "buildx", "build", "--target", `${name}-production`, "--tag", image, "."], folder);
  });
  if (!isBuilt) return;
  await check("has what it runs, and nothing of what only builds and tests need", () => {
    assert.deepEqual(
      has.filter((command) => shell(command).code !== 0),
      [],
    );
    assert.deepEqual(
      lacks.filter((command) => shell(command).code === 0),
      [],
    );
  });
  await check("leaves its program to root, so that it cannot change itself", () => {
    const { code, out } = shell("find /app /opt/venv -user 10001 -o -perm -002 ! -type l 2>/dev/null; id -u");
    assert.deepEqual([code, out.trim()], [0, "10001"]);
  });
  await check("holds no secret, in its history or its files", () => {
    const all = new Map([...secrets, ["a planted file", planted]]);
    assertHoldsNone(must(["docker", "history", "--no-trunc", image]), all);
    const container = must(["docker", "create", image]);
    const patterns = [...all.values()].flatMap((value) => ["-e", value]);
    const search = run(["sh", "-c", 'docker export "$0" | grep -a -F -c "$@"', container, ...patterns]);
    assert.equal(search.out.trim(), "0");
  });

  const container = must(["docker", "run", "--detach", ...hardened, ...given(folder), image]);
  const address = inspect(container, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
  const service = new RunningService(`http://${address}:${port}`);
  await check("becomes healthy by its own health check", async () => {
    const health = () => inspect(container, "{{.State.Health.Status}}");
    assert.equal(await eventually("healthy", 40, health), "healthy", must(["docker", "logs", container]));
    assert.equal(await service.ask("/health/ready"), "ready");
  });
  await check("runs as 10001:10001 by itself, and needs neither capabilities nor a writable file system", async () => {
    await service.assertUnprivileged();
    await service.assertWrites(writes);
    await service.assertReadsSecrets(secrets, ["MONGODB_URI_FILE"]);
  });
  await check("ends within 5 seconds of SIGTERM, in its own way", () => {
    const started = performance.now();
    must(["docker", "stop", "--time", "20", container]);
    assert.ok(performance.now() - started < 5000);
    assert.match(inspect(container, "{{.State.ExitCode}}"), /^(0|143)$/);
  });
  must(["docker", "rm", "--force", container]);
}

const hardened = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", network];

function given(folder: string): readonly string[] {
  const path = "/run/secrets/database-url";
  return ["--env", `MONGODB_URI_FILE=${path}`, "--volume", `${folder}/secrets/database-url:${path}:ro`];
}
