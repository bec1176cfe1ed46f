import * as assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import type { Checks } from "./checks.ts";
import { run } from "./commands.ts";

/** The files of secrets, by name. */
export function secretsIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(`${folder}/secrets`).filter((name) => !name.startsWith("."));
  return new Map(names.map((name) => [name, readFileSync(`${folder}/secrets/${name}`, "utf8")]));
}

/** The script that makes secrets, as its own comment says to use it. */
export async function checkSecrets(checks: Checks, folder: string): Promise<void> {
  const create = (env: Readonly<Record<string, string>>) =>
    run(["scripts/create-secrets.sh", "dev"], { cwd: folder, env });

  checks.section("scripts/create-secrets.sh");
  await checks.check("names the variables that are not set, and fails", () => {
    const { code, err } = create({});
    assert.equal(code, 1);
    assert.match(err, /^error: these variables are not set: PAYMENTS_KEY$/m);
  });
  await checks.check("makes every secret that Compose mounts, in a folder that is closed to others", () => {
    const { code, err } = create({ PAYMENTS_KEY: "sk_of/payments?&#" });
    assert.equal(code, 0, err);
    const mounted = ["auth-secret", "database-password", "database-url", "payments-key"];
    assert.deepEqual([...secretsIn(folder).keys()].sort(), mounted);
    assert.equal(statSync(`${folder}/secrets`).mode & 0o777, 0o700);
  });
  await checks.check("leaves secrets that are there as they are", () => {
    const before = secretsIn(folder);
    assert.equal(create({ PAYMENTS_KEY: "another" }).code, 0);
    assert.deepEqual(secretsIn(folder), before);
  });
}
