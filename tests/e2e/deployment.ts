import * as assert from "node:assert/strict";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import type { Checks } from "./checks.ts";
import { Compose, must, run } from "./commands.ts";
import type { Deployment } from "./example.ts";
import { type FoundContainer, findContainers } from "./found-container.ts";
import { secretsIn } from "./secrets.ts";
import { assertHoldsNone } from "./service.ts";

/** What of `docker compose config --format json` is compared with the containers. */
interface Config {
  readonly name: string;
  readonly services: Readonly<Record<string, { readonly secrets?: readonly { readonly source: string }[] }>>;
}

/** Starts a Compose file as it is, and compares what runs with what the file and the policy of hardening promise. */
export async function checkDeployment(
  checks: Checks,
  folder: string,
  variables: Readonly<Record<string, string>>,
  deployment: Deployment,
): Promise<void> {
  const { file, writable = [], privileged = [] } = deployment;
  const compose = new Compose(folder, file, variables);
  const check = (what: string, test: () => void): Promise<boolean> => checks.check(`${file}: ${what}`, test);
  const isUp = await check("everything comes up healthy", () => {
    prepare(folder, variables, deployment);
    assert.equal(compose.run("config", "--quiet").err, "");
    compose.up();
  });
  const { name, services } = JSON.parse(compose.must("config", "--format", "json")) as Config;
  if (isUp) {
    const containers = findContainers(compose);
    await check("services run without root, capabilities and a way to new privileges", () => {
      for (const container of containers.filter(
        ({ isRunning, service }) => isRunning && !privileged.includes(service),
      )) {
        container.assertUnprivileged();
      }
    });
    await check("jobs have ended well, and none has more than the capability that it needs", () => {
      for (const container of containers.filter(({ isRunning }) => !isRunning)) container.assertEndedJob();
    });
    await check(`${writable.join(", ") || "none"} can write to its root file system`, () => {
      const found = new Set(containers.filter((container) => container.canWrite()).map(({ service }) => service));
      assert.deepEqual([...found], writable);
    });
    await check("secrets are files, and are in no configuration and no history", () => {
      assertSecrets(folder, containers, services);
    });
    await check(`${deployment.open.length} connections are open, ${deployment.closed.length} are not`, () => {
      assert.deepEqual(reached(containers, deployment.open), deployment.open);
      assert.deepEqual(reached(containers, deployment.closed), []);
    });
  }
  await check("nothing is left after down --volumes", () => {
    compose.must("down", "--volumes", "--timeout", "5");
    const filter = ["--filter", `label=com.docker.compose.project=${name}`];
    assert.equal(must(["docker", "ps", "--all", "--quiet", ...filter]), "");
    assert.equal(must(["docker", "network", "ls", "--quiet", ...filter]), "");
    assert.equal(must(["docker", "volume", "ls", "--quiet", ...filter]), "");
  });
}

/** Does what the comments at the start of the file demand before the first start. */
function prepare(
  folder: string,
  env: Readonly<Record<string, string>>,
  { secrets, folders, files = {} }: Deployment,
): void {
  for (const path of folders?.paths ?? []) {
    mkdirSync(`${folder}/${path}`, { recursive: true });
    chownSync(`${folder}/${path}`, folders?.user ?? 0, folders?.user ?? 0);
  }
  for (const [path, content] of Object.entries(files)) writeFileSync(`${folder}/${path}`, content);
  if (secrets === undefined) return;
  const { code, err } = run(["scripts/create-secrets.sh", secrets], { cwd: folder, env });
  assert.equal(code, 0, err);
}

function assertSecrets(folder: string, containers: readonly FoundContainer[], services: Config["services"]): void {
  const secrets = secretsIn(folder);
  const running = containers.filter(({ isRunning }) => isRunning);
  for (const container of new Map(running.map((found) => [found.service, found])).values()) {
    const named = (services[container.service]?.secrets ?? []).map(({ source }) => source);
    const read = named.map((name) => `cat /run/secrets/${name}; echo; `).join("");
    const wanted = named.map((name) => `${secrets.get(name)}\n`).join("");
    // Files that variables name are there, whichever way they come.
    const missing = 'for file in $(env | sed -n "s/^[A-Za-z0-9_]*_FILE=//p"); do test -s "$file" || echo "$file"; done';
    assert.equal(container.exec(`${read}${missing}`).out, wanted, container.service);
  }
  // A value of several lines is written differently in JSON.
  const lines = [...secrets].map(([name, value]) => [name, value.split("\n").at(1) ?? value] as const);
  lines.push(["a secret of Vault", "of-vault-"]);
  const images = [...new Set(containers.map(({ image }) => image))];
  assertHoldsNone(must(["docker", "inspect", ...containers.map(({ id }) => id), ...images]), new Map(lines));
  for (const image of images) assertHoldsNone(must(["docker", "history", "--no-trunc", image]), new Map(lines));
}

/** Those of the connections, each `caller host:port`, that can be opened from the network of their caller. */
function reached(containers: readonly FoundContainer[], connections: readonly string[]): readonly string[] {
  return connections.filter((connection) => {
    const [caller, host = "", port = ""] = connection.split(/[ :]/);
    const from = containers.find(({ service }) => service === caller);
    assert.ok(from, `${caller} does not run`);
    const command = ["timeout", "3", "/usr/local/bin/nc", "-z", host, port];
    return (
      run(["docker", "run", "--rm", "--network", `container:${from.id}`, "stand-in/alpine", ...command]).code === 0
    );
  });
}
