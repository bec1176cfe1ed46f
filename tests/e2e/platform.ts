import * as assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Checks } from "./checks.ts";
import { must, run } from "./commands.ts";
import { checkDeployment } from "./deployment.ts";
import type { Example, Suite } from "./example.ts";

const hardened = ["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "none"];

/** Builds every image of a platform, runs its tests, and starts its Compose files as they are. */
export async function checkPlatform(
  checks: Checks,
  folder: string,
  repository: string,
  example: Example,
): Promise<void> {
  checks.section(example.name);
  if (example.needs === "dotnet" && !process.env.VARAI_DOTNET) {
    process.stdout.write(`  SKIPPED ${example.name}: VARAI_DOTNET does not name a .NET SDK\n`);
    return;
  }
  fill(folder, repository, example);
  const variables = { ...certificates(folder), ...example.variables, VERSION: "e2e" };
  try {
    await checks.check("every image builds", () => {
      // The platforms and the cache of the registry need an engine and an account that a test does not have.
      const local = ["--set", "*.platform=", "--set", "*.cache-to=", "--set", "*.cache-from="];
      const command = ["docker", "buildx", "bake", "--file", "docker-bake.hcl", ...local, "all"];
      const { code, err } = run(command, { cwd: folder, env: variables });
      assert.equal(code, 0, err.split("\n").slice(-40).join("\n"));
    });
    for (const suite of example.suites) await checkSuite(checks, folder, suite);
    for (const deployment of example.deployments) await checkDeployment(checks, folder, variables, deployment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The repository of a platform: its generated files, with the applications beside them. */
function fill(folder: string, repository: string, { name, sources }: Example): void {
  cpSync(`${repository}/examples/${name}`, folder, { recursive: true });
  for (const [path, app] of Object.entries(sources)) {
    cpSync(`${repository}/tests/e2e/apps/${app}`, `${folder}/${path}`, { recursive: true });
  }
}

/** Variables with a certificate, its key, and its authority, which is itself. */
function certificates(folder: string): Readonly<Record<string, string>> {
  const [key, certificate] = [`${folder}.key`, `${folder}.crt`];
  const subject = ["-subj", "/CN=localhost", "-days", "2"];
  must(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, "-keyout", key, "-out", certificate]);
  const read = (path: string): string => readFileSync(path, "utf8").trim();
  return { SERVER_KEY: read(key), SERVER_CERTIFICATE: read(certificate), CLIENT_AUTHORITY: read(certificate) };
}

async function checkSuite(checks: Checks, folder: string, { dockerfile, target, file }: Suite): Promise<void> {
  const test = () => {
    must(["docker", "buildx", "build", "--file", dockerfile, "--target", target, "--tag", "e2e/suite", "."], folder);
    const { code, out, err } = run([
      "docker",
      "run",
      "--rm",
      ...hardened,
      "--tmpfs",
      "/tmp:exec,mode=1777",
      "e2e/suite",
    ]);
    return { code, output: `${out}${err}`.split("\n").slice(-40).join("\n") };
  };
  await checks.check(`${target} of ${dockerfile} passes, and fails with a test`, () => {
    const passed = test();
    assert.equal(passed.code, 0, passed.output);
    const source = readFileSync(`${folder}/${file}`, "utf8");
    assert.match(source, /"hello"/);
    writeFileSync(`${folder}/${file}`, source.replace('"hello"', '"goodbye"'));
    const failed = test();
    writeFileSync(`${folder}/${file}`, source);
    assert.notEqual(failed.code, 0, failed.output);
    assert.match(failed.output, /goodbye/);
  });
}
