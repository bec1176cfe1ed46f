import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import type { Checks } from "./checks.ts";
import { Compose, must, type Outcome, run } from "./commands.ts";
import { compileInto } from "./work-folder.ts";

const spec = "tests/e2e/rolled/platform.yaml";
const hosts = ["api", "web"] as const;

/** A client that sends one request after another to a host name, and writes down the status and the answer of each. */
class Client {
  readonly #log: string;
  readonly #process;

  constructor(folder: string, host: string) {
    this.#log = `${folder}/client-${host}.log`;
    const name = `${host}.rolled.example`;
    const ask = `curl -sk --max-time 20 --resolve ${name}:443:127.0.0.1 -w ' %{http_code}\\n' https://${name}/ | tr '\\n' ' '`;
    const script = `while :; do ${ask}; echo; sleep 0.05; done >"$0" 2>&1`;
    this.#process = spawn("bash", ["-c", script, this.#log], { stdio: "ignore" });
  }

  /** Stops it, and gives the answers in order, each once in a row. Fails if a request was dropped or failed. */
  stop(): readonly string[] {
    this.#process.kill();
    const lines = readFileSync(this.#log, "utf8").split("\n").filter(Boolean).slice(0, -1);
    const failed = lines.filter((line) => !/^\S+\s+200\s*$/.test(line));
    assert.deepEqual(failed, [], `${failed.length} of ${lines.length} requests failed`);
    assert.ok(lines.length > 20, `only ${lines.length} requests were sent`);
    const versions = lines.map((line) => line.split(/\s/)[0] ?? "");
    return versions.filter((version, index) => version !== versions[index - 1]);
  }
}

/** Updates two services with the generated script while clients send requests: to a good version, to a bad one, and back. */
export async function checkRollout(checks: Checks, folder: string, repository: string): Promise<void> {
  checks.section("Rolling and blue-green updates with Docker Compose");
  await compileInto(folder, repository, spec);
  const compose = new Compose(folder, "docker-compose.prod.yml", { VERSION: "1" });
  const [key, certificate] = [`${folder}/tls.key`, `${folder}/tls.crt`];
  must([
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-subj",
    "/CN=rolled",
    "-keyout",
    key,
    "-out",
    certificate,
  ]);
  const deploy = (...words: readonly string[]): Outcome =>
    run(["scripts/deploy.sh", "prod", ...words, "--timeout", "60"], { cwd: folder });
  const watch = (words: readonly string[]): { readonly outcome: Outcome; readonly seen: readonly string[][] } => {
    const clients = hosts.map((host) => new Client(folder, host));
    // The clients run beside the script.
    const outcome = run(["scripts/deploy.sh", "prod", ...words, "--timeout", "60"], {
      cwd: folder,
    });
    run(["sleep", "3"]);
    return { outcome, seen: clients.map((client) => [...client.stop()]) };
  };
  try {
    const isUp = await checks.check("a first version starts", () => {
      for (const version of ["1", "2", "broken"]) build(folder, version);
      const env = { CERTIFICATE: readFileSync(certificate, "utf8"), KEY: readFileSync(key, "utf8") };
      const secrets = run(["scripts/create-secrets.sh", "prod"], { cwd: folder, env });
      assert.equal(secrets.code, 0, secrets.err);
      const { code, err } = deploy("--version", "1", "--no-pull");
      assert.equal(code, 0, err);
    });
    if (!isUp) return;
    await checks.check("a new version replaces it without a failed request", () => {
      const { outcome, seen } = watch(["--version", "2", "--no-pull"]);
      assert.equal(outcome.code, 0, outcome.err);
      for (const versions of seen) assert.deepEqual([versions.at(0), versions.at(-1)], ["1", "2"]);
    });
    await checks.check("a version that does not become healthy is rolled back without a failed request", () => {
      const { outcome, seen } = watch(["--version", "broken", "--no-pull"]);
      assert.equal(outcome.code, 1, outcome.out);
      assert.match(outcome.err, /Rolling back to 2/);
      assert.deepEqual(seen, [["2"], ["2"]]);
      assert.match(readFileSync(`${folder}/.env`, "utf8"), /^VERSION=2$/m);
      assert.equal(deploy("status").code, 0);
    });
    await checks.check("a rollback returns to the version before without a failed request", () => {
      const { outcome, seen } = watch(["rollback", "--no-pull"]);
      assert.equal(outcome.code, 0, outcome.err);
      for (const versions of seen) assert.deepEqual([versions.at(0), versions.at(-1)], ["2", "1"]);
    });
  } finally {
    compose.run("down", "--volumes", "--timeout", "5");
  }
}

function build(folder: string, version: string): void {
  writeFileSync(`${folder}/src/version.txt`, `${version}\n`);
  const local = ["--set", "*.platform=", "--set", "*.cache-to=", "--set", "*.cache-from="];
  const built = run(["docker", "buildx", "bake", ...local], { cwd: folder, env: { VERSION: version } });
  assert.equal(built.code, 0, built.err.split("\n").slice(-30).join("\n"));
}
