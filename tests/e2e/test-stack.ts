import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import type { Checks } from "./checks.ts";
import { Compose, must } from "./commands.ts";

/** The stack that runs tests: each runner ends as its tests do. */
export async function checkTestStack(checks: Checks, folder: string): Promise<void> {
  new Compose(folder, "docker-compose.dev.yml").must("down", "--volumes", "--timeout", "5");
  const compose = new Compose(folder, "docker-compose.test.yml");
  checks.section("docker-compose.test.yml");
  await checks.check("Compose has nothing to complain about", () => {
    assert.equal(compose.run("config", "--quiet").err, "");
  });
  await checks.check("the unit tests of api pass, with pytest", () => assertRuns(compose, "unit", 0, / passed/));
  await checks.check("a test that fails fails its runner", () => {
    const file = `${folder}/api/app/greeting.py`;
    const source = readFileSync(file, "utf8");
    writeFileSync(file, source.replace("hello", "goodbye"));
    assertRuns(compose, "unit", 1, / failed/);
    writeFileSync(file, source);
  });
  await checks.check("the tests of frontend pass against the site that nginx serves, with Vitest", () =>
    assertRuns(compose, "e2e", 0, /1 passed/),
  );
  await checks.check("the integration tests pass against five services and a mock", () =>
    assertRuns(compose, "integration", 0, / passed/),
  );
  await checks.check("what was started is healthy, and runs without a way to new privileges", () => {
    const started = compose.must("ps", "--all", "--quiet").split("\n");
    assert.ok(started.length >= 7);
    const format =
      "{{with .State.Health}}{{.Status}}{{end}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}";
    const found = new Set(must(["docker", "inspect", "--format", format, ...started]).split("\n"));
    assert.deepEqual([...found], ["healthy true [ALL] [no-new-privileges:true]"]);
  });
  await checks.check("nothing is left after down --volumes", () => {
    compose.must("down", "--volumes", "--timeout", "5");
    const filter = ["--filter", "label=com.docker.compose.project=varai-test"];
    assert.equal(must(["docker", "ps", "--all", "--quiet", ...filter]), "");
    assert.equal(must(["docker", "network", "ls", "--quiet", ...filter]), "");
    assert.equal(must(["docker", "volume", "ls", "--quiet", ...filter]), "");
  });
}

/** Runs a kind of test by the command that the Compose file itself names. */
function assertRuns(compose: Compose, name: string, code: number, said: RegExp): void {
  const outcome = compose.run("run", "--rm", "--build", name);
  const text = `${outcome.out}${outcome.err}`;
  assert.equal(
    outcome.code,
    code,
    `${text.split("\n").slice(-40).join("\n")}\n${compose.run("logs", "--tail", "20").out}`,
  );
  assert.match(outcome.out, said);
  assert.doesNotMatch(text, /WARN/);
}
