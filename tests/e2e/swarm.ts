import * as assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import type { Checks } from "./checks.ts";
import { must, run } from "./commands.ts";

const stack = "swarm-prod";
const registry = "registry.example/swarm";

/** The services that run without the images of third parties. */
const services = ["api", "migrate", "scheduler"];

interface StackFile {
  readonly services: Readonly<Record<string, { deploy: Record<string, unknown>; healthcheck?: object }>>;
  readonly [section: string]: unknown;
}

/**
 * Deploys the stack file of a golden to a Swarm of one node. A new version replaces the old one, and one whose health check
 * fails is rolled back. `base` is an image with a shell.
 */
export async function checkSwarm(checks: Checks, work: string, golden: string, base: string): Promise<void> {
  checks.section("Swarm");
  cpSync(golden, work, { recursive: true });
  mkdirSync(`${work}/secrets`, { recursive: true });
  for (const secret of ["database", "database-url"]) writeFileSync(`${work}/secrets/${secret}`, "value");
  // A run that was interrupted leaves its engine in a swarm.
  run(["docker", "swarm", "leave", "--force"]);
  must(["docker", "swarm", "init", "--advertise-addr", "127.0.0.1"]);
  for (const version of ["1", "2", "broken"]) buildImages(work, base, version);
  await checks.check("docker stack accepts the file as it is", () => {
    const outcome = run(["docker", "stack", "config", "-c", "docker-stack.prod.yml"], { cwd: work });
    assert.equal(outcome.code, 0, outcome.err);
  });
  shorten(work);
  await checks.check("a first deployment starts, and its job runs to completion", () => {
    assert.equal(deploy(work, "1").code, 0);
    assert.match(must(["docker", "service", "ls", "--filter", `name=${stack}_migrate`]), /1\/1 completed/);
  });
  await checks.check("a service rolls forward", () => {
    deploy(work, "2");
    assert.deepEqual(stateOf("api"), [`${registry}/api:2`, "completed"]);
  });
  await checks.check("a version that does not become healthy is rolled back", () => {
    deploy(work, "broken");
    assert.deepEqual(stateOf("api"), [`${registry}/api:2`, "rollback_completed"]);
  });
  run(["docker", "stack", "rm", stack]);
  run(["docker", "swarm", "leave", "--force"]);
}

/** Images that sleep, and whose health check succeeds unless the version is broken. */
function buildImages(work: string, base: string, version: string): void {
  const program = (path: string, code: number) => `printf '#!/bin/sh\\nexit ${code}\\n' >${path} && chmod 755 ${path}`;
  const check = program("/usr/local/bin/wget", version === "broken" ? 1 : 0);
  const job = program("/usr/local/bin/node", 0);
  const dockerfile = `FROM ${base}\nUSER 0:0\nENTRYPOINT []\nRUN ${check} && ${job}\nCMD ["sleep", "100000"]\n`;
  writeFileSync(`${work}/Dockerfile.swarm`, dockerfile);
  const tags = ["api", "scheduler"].flatMap((name) => ["--tag", `${registry}/${name}:${version}`]);
  must(["docker", "buildx", "build", ...tags, "--file", "Dockerfile.swarm", "."], work);
}

/** Writes the stack file with the services that can run here, and with short times. */
function shorten(work: string): void {
  const file = parse(must(["docker", "stack", "config", "-c", "docker-stack.prod.yml"], work)) as StackFile;
  const kept = services.map((name) => {
    const { deploy = {}, healthcheck, ...service } = file.services[name] ?? {};
    const update = { ...(deploy.update_config as object), delay: "1s", monitor: "8s" };
    const times = { interval: "2s", retries: 2, start_period: "2s", start_interval: "1s" };
    return [
      name,
      {
        ...service,
        deploy: { ...deploy, ...(healthcheck && { update_config: update }) },
        ...(healthcheck && { healthcheck: { ...healthcheck, ...times } }),
      },
    ] as const;
  });
  writeFileSync(`${work}/short.yml`, stringify({ ...file, services: Object.fromEntries(kept), volumes: {} }));
}

function deploy(work: string, version: string) {
  const options = ["--resolve-image", "never", "--detach=false", "-c", "short.yml"];
  const text = readFileSync(`${work}/short.yml`, "utf8");
  writeFileSync(`${work}/short.yml`, text.replaceAll(/(registry\.example\/swarm\/[a-z]+):.*/g, `$1:${version}`));
  return run(["timeout", "300", "docker", "stack", "deploy", ...options, stack], { cwd: work });
}

/** The image of a service, and the state of its last update. */
function stateOf(service: string): readonly string[] {
  const format = "{{.Spec.TaskTemplate.ContainerSpec.Image}} {{.UpdateStatus.State}}";
  return must(["docker", "service", "inspect", `${stack}_${service}`, "--format", format]).split(" ");
}
