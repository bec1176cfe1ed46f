import * as assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { type Checks, eventually } from "./checks.ts";
import { Compose, inspect, must } from "./commands.ts";

/** A test suite of each language, and of two own Dockerfiles, with what it prints when its tests pass. */
const suites: Readonly<Record<string, RegExp>> = {
  "ads-tests": /BUILD SUCCESSFUL/,
  "cart-tests": /Passed!.*Passed: +2/,
  "catalog-tests": /^ok/m,
  "currency-tests": /pass 2/,
  "email-tests": /2 passed/,
  "payment-tests": /pass 2/,
  "recommendation-tests": /2 passed/,
};

/** Services that are developed: they share their images with the tests above. */
const developed = ["catalog", "payment", "recommendation"];

/** What the home page has from other services. */
const answers = ["Products: lamp, mug, watch", "Similar: watch, mug", "Advertisement: Buy now", "Price: EUR 9.00"];

/** What needs the SDK of .NET: a service, its tests, and the load generator, which calls it. */
const dotnet = ["cart", "cart-tests", "load"];

/**
 * The shop of the golden `boutique`: services in five languages that call each other over gRPC. Its tests pass, and everything
 * starts, becomes healthy and is called by the load generator. Without VARAI_DOTNET, what needs .NET is skipped.
 */
export async function checkBoutique(checks: Checks, folder: string, golden: string): Promise<void> {
  const { VARAI_DOTNET = "" } = process.env;
  const has = (name: string): boolean => VARAI_DOTNET !== "" || !dotnet.includes(name);
  checks.section("A shop in five languages");
  if (!has("cart")) {
    process.stdout.write(`  SKIPPED ${dotnet.join(", ")}: VARAI_DOTNET does not name a .NET SDK\n`);
  }
  try {
    cpSync(`${golden}/repository`, folder, { recursive: true });
    cpSync(`${golden}/expected`, folder, { recursive: true });
    must(["bash", "scripts/create-secrets.sh", "test"], folder);
    const tested = new Compose(folder, "docker-compose.test.yml");
    await checkSuites(
      checks,
      tested,
      Object.entries(suites).filter(([name]) => has(name)),
    );
    await checkPlatform(checks, tested, has);
    tested.run("down", "--volumes", "--timeout", "5");
    const compose = new Compose(folder, "docker-compose.dev.yml");
    await checkHealthy(checks, "in development", compose, developed.filter(has));
    compose.run("down", "--volumes", "--timeout", "5");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkSuites(
  checks: Checks,
  compose: Compose,
  chosen: readonly (readonly [string, RegExp])[],
): Promise<void> {
  for (const [name, passed] of chosen) {
    await checks.check(`${name} pass, and find that they do not run as root`, () => {
      const { code, out, err } = compose.run("run", "--rm", "--no-deps", "--build", name);
      assert.equal(code, 0, `${out}${err}`.split("\n").slice(-40).join("\n"));
      assert.match(out, passed);
    });
  }
}

async function checkPlatform(checks: Checks, compose: Compose, has: (name: string) => boolean): Promise<void> {
  const services = compose.must("config", "--services").split("\n").filter(has);
  if (!(await checkHealthy(checks, "in test", compose, services))) return;
  await checks.check("none runs as root or can write to its file system", () => {
    for (const name of services) {
      const found = inspect(compose.container(name), "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}");
      assert.match(found, /^[1-9]\d*:\d+ true$/, name);
    }
  });
  await checks.check("the frontend shows what four services answer", () => {
    const page = compose.must("exec", "-T", "frontend", "wget", "-q", "-O", "-", "http://127.0.0.1:8080/");
    for (const answer of answers) assert.ok(page.includes(answer), page);
  });
  if (!has("load")) return;
  await checks.check("the load generator buys, which calls every service", async () => {
    const logs = (): string => compose.run("logs", "--no-color", "--tail", "20", "load").out;
    assert.equal(await eventually(true, 30, () => logs().includes("a visitor bought")), true, logs());
  });
}

async function checkHealthy(
  checks: Checks,
  where: string,
  compose: Compose,
  services: readonly string[],
): Promise<boolean> {
  return checks.check(`${services.length} services build, and come up healthy ${where}`, () => {
    compose.up(...services);
    const health = services.map((name) => `${name} ${inspect(compose.container(name), "{{.State.Health.Status}}")}`);
    assert.deepEqual(
      health.filter((state) => !state.endsWith(" healthy")),
      [],
    );
  });
}
