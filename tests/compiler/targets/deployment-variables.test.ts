// Pipelines that deploy to Azure set every variable that the environment's file of parameters insists on.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly env?: Readonly<Record<string, unknown>> }>>;
}

for (const registry of ["ghcr.io/shop", "shopkeeper.azurecr.io/team"]) {
  for (const strategy of ["rolling", "blue-green"]) {
    test(`${registry}, ${strategy}`, async () => {
      const { files } = await compile(sourceOf(specOf(registry, strategy)), { verify: false });
      const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? "";
      const { jobs } = parse(textOf(".github/workflows/release.yml")) as Workflow;
      for (const environment of ["staging", "prod"]) {
        const parameters = textOf(`bicep/main.${environment}.bicepparam`);
        const read = [...parameters.matchAll(/readEnvironmentVariable\('(\w+)'/g)].map(([, name = ""]) => name);
        // The template names those without which nothing is deployed.
        const template = textOf("bicep/main.bicep");
        const needed = read.filter((name) => template.includes(`? '${name}' : ''`));
        const { env = {} } = jobs[`deploy-${environment}`] ?? {};
        assert.ok(needed.includes("CONFIG_SELLER"));
        assert.equal(
          needed.filter((name) => !(name in env)),
          [],
          environment,
        );
        const unread = Object.keys(env).filter((name) => !needed.includes(name));
        assert.equal(unread, ["AZURE_BICEP_USE_BINARY_FROM_PATH", "AZURE_RESOURCE_GROUP", "NAME_SALT"], environment);
      }
    });
  }
}

/** The API is in one environment alone; both have the worker. */
function specOf(registry: string, strategy: string): string {
  const service = "{ runtime: node@22, source: src, start: node a.js, env: { SELLER: '${config.SELLER}' }";
  return `
platform: { name: shop, description: Sells., registry: ${registry} }
config: { SELLER: { description: Who sells., required: true } }
services:
  api: ${service}, port: 3000, health: /, update: { strategy: ${strategy} } }
  worker: ${service} }
environments:
  staging: { tier: staging, services: { api: null } }
  prod: { tier: production }
targets:
  bicep: { region: westeurope }
  ci: { deploy: { staging: { branch: main }, prod: { tag: v* } } }
`;
}

test.run();
