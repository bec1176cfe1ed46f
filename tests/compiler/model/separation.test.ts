// Environments at one location are separate; those at different locations are not compared.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

const head = `
platform: { name: shop, description: Sells things., domain: shop.example, registry: registry.example/shop }
services: { web: { runtime: node@22, start: node web.js, port: 3000, health: /, routes: "\${platform.domain}" } }
targets: { kustomize: true, kubernetes: { namespace: "NAMESPACE" } }
environments:
`;

async function codesOf(namespace: string, environments: string): Promise<readonly string[]> {
  const text = head.replace("NAMESPACE", namespace) + environments;
  const { diagnostics } = await compile(sourceOf(text), { only: ["kustomize"] });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    "one namespace",
    "shop",
    "  prod: { tier: production }\n  dev: { tier: development, domain: dev.shop.example }",
    ["kubernetes/namespace-shared"],
  ],
  [
    "one host name",
    "shop-${environment.name}",
    "  prod: { tier: production }\n  dev: { tier: development }",
    ["model/host-claimed-twice"],
  ],
  ["other locations", "shop", "  prod: { tier: production }\n  dev: { tier: development, location: dev-cluster }", []],
  ["a test environment, which is not deployed", "shop", "  prod: { tier: production }\n  test: { tier: test }", []],
];

for (const [name, namespace, environments, expected] of cases) {
  test(`separation: ${name}`, async () => {
    assert.equal(await codesOf(namespace, environments), expected);
  });
}

test.run();
