// The script that creates the files of secrets, run with environments that exist and that do not.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

const specification = `
platform: { name: shop, description: Sells things. }
secrets: { token: { description: Calls the bank., generate: hex } }
services: { api: { image: "api:1.0", port: 8000, env: { TOKEN: "\${secrets.token}" } } }
environments: { dev: { tier: development }, prod: { tier: production } }
`;

const folder = mkdtempSync(`${tmpdir()}/varai-gen-secrets-script-`);
test.after(() => rmSync(folder, { recursive: true }));

async function run(
  args: readonly string[],
  text = specification,
  { isKept = false } = {},
): Promise<{ readonly code: number | null; readonly created: readonly string[] }> {
  const { files } = await compile(sourceOf(text));
  const script = files.find(({ path }) => path === "scripts/create-secrets.sh")?.text ?? "";
  mkdirSync(`${folder}/scripts`, { recursive: true });
  writeFileSync(`${folder}/scripts/create-secrets.sh`, script);
  if (!isKept) rmSync(`${folder}/secrets`, { recursive: true, force: true });
  const { status } = spawnSync("bash", [`${folder}/scripts/create-secrets.sh`, ...args], { stdio: "ignore" });
  return { code: status, created: existsSync(`${folder}/secrets`) ? readdirSync(`${folder}/secrets`) : [] };
}

test("an environment gets its secrets", async () => {
  for (const name of ["dev", "prod"]) assert.equal(await run([name]), { code: 0, created: ["token"] });
});

test("nothing is written for another environment, or for none", async () => {
  for (const args of [["production"], [], ["dev", "prod"], ["dev:"], ["2:dev"]]) {
    assert.equal(await run(args), { code: 2, created: [] }, args.join(" "));
  }
});

const specificationOfVariables = specification.replace(
  /TOKEN: ("[^"]*")/,
  "TOKEN: { value: $1, as: env, reason: It reads no file. }",
);

test("a secret that containers take as a variable is copied to .env", async () => {
  assert.not.equal(specificationOfVariables, specification);
  const envFile = `${folder}/.env`;
  writeFileSync(envFile, "OTHER=1\nTOKEN=\n");
  assert.equal(await run(["prod"], specificationOfVariables), { code: 0, created: ["token"] });
  const token = readFileSync(`${folder}/secrets/token`, "utf8");
  assert.is(readFileSync(envFile, "utf8"), `OTHER=1\nTOKEN='${token}'\n`);
  const again = await run(["prod"], specificationOfVariables, { isKept: true });
  assert.equal([again.code, readFileSync(envFile, "utf8")], [0, `OTHER=1\nTOKEN='${token}'\n`]);
});

test("a variable with another value than its secret is an error, and is kept", async () => {
  writeFileSync(`${folder}/.env`, "TOKEN=other\n");
  assert.is((await run(["prod"], specificationOfVariables)).code, 1);
  assert.is(readFileSync(`${folder}/.env`, "utf8"), "TOKEN=other\n");
});

test.run();
