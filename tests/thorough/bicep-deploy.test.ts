// The script that deploys to Azure, run against a resource group that exists in memory.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/compile.ts";
import { Azure, appOf } from "../support/azure/azure.ts";
import { type Run, runWith } from "../support/azure/run.ts";
import { sourceOf } from "../support/sources.ts";

const spec = `
platform: { name: shop, description: Sells., domain: shop.example, registry: ghcr.io/shop }
secrets: { key: Signs tokens., password: { description: Of the database., generate: password } }
services:
  api:
    { runtime: node@22, source: src, start: node a.js, port: 8000, health: /health, routes: "api.\${platform.domain}",
      update: { strategy: blue-green }, dependsOn: [orders], env: { URL: "\${services.orders.url}" } }
  web: { runtime: node@22, source: web, start: node a.js, port: 8000, health: /, routes: "\${platform.domain}", env: { KEY: "\${secrets.key}" } }
  worker: { runtime: node@22, source: src, start: node b.js, health: { command: ["true"] } }
  orders: { engine: postgres@16, password: "\${secrets.password}" }
jobs: { migrate: { service: api, start: node m.js, before: [api], timeout: 5m } }
environments: { prod: { tier: production } }
targets: { docker: false, compose: false, bicep: { region: westeurope } }
`;

const folder = mkdtempSync(`${tmpdir()}/varai-gen-bicep-deploy-`);
let script = "";

test.before(async () => {
  const { files, diagnostics } = await compile(sourceOf(spec), { only: ["bicep"] });
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
    [],
  );
  mkdirSync(`${folder}/bicep`);
  script = `${folder}/bicep/deploy.sh`;
  writeFileSync(script, files.find(({ path }) => path === "bicep/deploy.sh")?.text ?? "");
});

const foundation = [
  "Microsoft.App/managedEnvironments/shop-apps",
  "Microsoft.ContainerRegistry/registries/shopabc",
  "Microsoft.DBforPostgreSQL/flexibleServers/shop-orders-abc",
  // Azure does not always spell types like this.
  "microsoft.keyvault/vaults/shop-abc",
  ...["api", "migrate", "web", "worker"].map(
    (name) => `Microsoft.ManagedIdentity/userAssignedIdentities/${name}-identity`,
  ),
];

/** A group whose deployments have the effects of the template on the app `api`, the app `web`, and what they need. */
function newGroup(): Azure {
  const azure = new Azure();
  azure.deployer = async (_, env) => {
    for (const resource of foundation) azure.resources.add(resource);
    if (env.SECRET_KEY) azure.entries.add("key");
    if (env.SECRET_PASSWORD) azure.entries.add("orders-url");
    if (env.DEPLOY_APPS === "false") return undefined;
    for (const name of ["api", "web", "worker"]) {
      if (!azure.images.has(`shop/${name}:${env.IMAGE_TAG}`)) return `MANIFEST_UNKNOWN ${name}`;
      const error = appOf(azure, name).put(propertiesOf(name, env), !(env.BROKEN ?? "").includes(name));
      if (error) return error;
    }
    return undefined;
  };
  return azure;
}

function propertiesOf(name: string, env: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const template = { image: env.IMAGE_TAG };
  const ingress =
    name === "worker" ? {} : { ingress: { external: true, traffic: [{ latestRevision: true, weight: 100 }] } };
  if (name !== "api") return { configuration: { activeRevisionsMode: "Single", ...ingress }, template };
  const active = (JSON.parse(env.ACTIVE_REVISIONS ?? "{}") as Readonly<Record<string, string>>)[name];
  const traffic =
    active === undefined
      ? [{ latestRevision: true, weight: 100 }]
      : [
          { revisionName: `api--${active}`, label: "active", weight: 100 },
          { revisionName: `api--${env.REVISION}`, label: "new", weight: 0 },
        ];
  return {
    configuration: { activeRevisionsMode: "Multiple", ingress: { external: true, traffic } },
    template: { ...template, revisionSuffix: env.REVISION },
  };
}

/** Deploys, and returns what has changed since. */
async function deploy(
  azure: Azure,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Run & { readonly log: readonly string[] }> {
  const start = azure.log.length;
  const run = await runWith(azure, script, ["prod", ...args], env);
  return { ...run, log: azure.log.slice(start) };
}

const v1 = { IMAGE_TAG: "v1", REVISION: "r1" };
const v2 = { IMAGE_TAG: "v2", REVISION: "r2" };
const imports = (tag: string): readonly string[] =>
  ["api", "web", "worker"].map((name) => `import ghcr.io/shop/${name}:${tag} as shop/${name}:${tag}`);
const checks = (host: string): readonly string[] => [
  `call https://${host}.apps.example/health`,
  "call https://web.apps.example/",
];
const jobs = ["deploy jobs", "start migrate"];

test("a first deployment has three steps, and later ones are plain", async () => {
  const azure = newGroup();
  const first = await deploy(azure, { ...v1, SECRET_KEY: "k" });
  assert.is(first.code, 0, first.text);
  assert.equal(first.log, [
    "deploy foundation",
    ...imports("v1"),
    ...jobs,
    "deploy apps",
    ...checks("api"),
    "patch api",
  ]);
  assert.match(first.text, "Generated password.");
  const second = await deploy(azure, v2);
  assert.is(second.code, 0, second.text);
  assert.equal(second.log, [
    ...imports("v2"),
    ...jobs,
    "deploy apps",
    ...checks("api---new"),
    "patch api",
    "deactivate api--r1",
  ]);
  assert.equal([azure.apps.get("api")?.serving, azure.apps.get("web")?.serving], ["api--r2", "web--g2"]);
});

test("nothing is deployed while a secret is missing", async () => {
  const azure = newGroup();
  const { code, text, log } = await deploy(azure, v1);
  assert.is(code, 1);
  assert.match(text, "no values for: SECRET_KEY");
  assert.equal(log, []);
});

test("a generated secret that entries contain is not generated again", async () => {
  const azure = newGroup();
  assert.is((await deploy(azure, { ...v1, SECRET_KEY: "k" })).code, 0);
  azure.resources.delete("Microsoft.DBforPostgreSQL/flexibleServers/shop-orders-abc");
  const { text, log } = await deploy(azure, v2);
  assert.match(text, "no values for: SECRET_PASSWORD");
  assert.equal(log, []);
});

test("a deployment continues after a failure at each step", async () => {
  const azure = newGroup();
  const { deployer } = azure;
  const failing = (step: string) => {
    azure.deployer = async (name, env, parameters) => {
      const error = await deployer(name, env, parameters);
      return name === step ? "Conflict" : error;
    };
  };
  failing("foundation");
  assert.equal((await deploy(azure, { ...v1, SECRET_KEY: "k" })).log, ["deploy foundation fails: Conflict"]);
  failing("jobs");
  assert.equal((await deploy(azure, v1)).log, ["deploy foundation", ...imports("v1"), "deploy jobs fails: Conflict"]);
  azure.deployer = deployer;
  azure.jobState = "Failed";
  const job = await deploy(azure, v1);
  assert.match(job.text, "The job migrate has not succeeded (migrate-1: Failed). The apps are unchanged.");
  assert.equal(job.log, [...imports("v1"), ...jobs]);
  azure.jobState = "Succeeded";
  assert.is((await deploy(azure, v1)).code, 0);
});

test("a deployment is repeated while a role is not effective, and no other one", async () => {
  const azure = newGroup();
  const { deployer } = azure;
  azure.deployer = async (name, env, parameters) =>
    name === "apps" && azure.clock < 120
      ? "unable to pull image using Managed identity /subscriptions/s for registry shopabc.azurecr.io"
      : deployer(name, env, parameters);
  assert.is((await deploy(azure, { ...v1, SECRET_KEY: "k" })).code, 0);
  assert.is(azure.clock, 120);
  azure.deployer = async () => "QuotaExceeded";
  assert.equal(
    (await deploy(azure, v2)).log.filter((line) => line.startsWith("deploy")),
    ["deploy jobs fails: QuotaExceeded"],
  );
});

test("the former revisions serve requests again if a health check fails", async () => {
  for (const broken of ["api", "web"]) {
    const azure = newGroup();
    assert.is((await deploy(azure, { ...v1, SECRET_KEY: "k" })).code, 0);
    azure.isHealthy = (url) => !url.includes(`//${broken}`);
    const { code, text } = await deploy(azure, v2);
    assert.is(code, 1);
    assert.match(text, "does not answer");
    for (const name of ["api", "web", "worker"]) {
      assert.equal(azure.apps.get(name)?.servingTemplate, { image: "v1" }, `${broken} ${name}`);
    }
    assert.is(azure.apps.get("api")?.serving, "api--r1");
    azure.isHealthy = () => true;
    const again = await deploy(azure, { ...v2, REVISION: "r3" });
    assert.is(again.code, 0, again.text);
    assert.equal(azure.apps.get("web")?.servingTemplate, { image: "v2" });
    assert.is(azure.apps.get("api")?.serving, "api--r3");
  }
});

test("a revision that does not start gets no requests", async () => {
  for (const name of ["api", "web", "worker"]) {
    const azure = newGroup();
    assert.is((await deploy(azure, { ...v1, SECRET_KEY: "k" })).code, 0);
    const { deployer } = azure;
    azure.deployer = (step, env, parameters) => deployer(step, { ...env, BROKEN: name }, parameters);
    const { code, text } = await deploy(azure, v2);
    assert.is(code, 1);
    assert.match(text, "does not run: Failed");
    assert.equal(azure.apps.get(name)?.servingTemplate, { image: "v1" }, name);
  }
});

test("a preview changes nothing", async () => {
  const azure = newGroup();
  assert.equal((await deploy(azure, v1, "preview")).log, []);
  assert.is((await deploy(azure, { ...v1, SECRET_KEY: "k" })).code, 0);
  assert.equal((await deploy(azure, v2, "preview")).log, ["preview"]);
  assert.is((await runWith(azure, script, ["production"], v1)).code, 2);
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test.run();
