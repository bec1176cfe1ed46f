// Ports of the host are compared where Compose publishes them.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

for (const [name, targets, environment, wanted] of [
  ["with Compose", "kustomize: true", "", 1],
  ["without Compose", "compose: false, kustomize: true", "", 0],
  ["without Compose in the environment", "kustomize: true", "targets: { compose: false }", 0],
] as const) {
  test(`two services with one port in development, ${name}`, async () => {
    const { diagnostics } = await compile(
      sourceOf(`
platform: { name: shop, description: Sells., registry: registry.example/shop }
services: { first: { image: a/b:1, port: 8080, health: / }, second: { image: a/b:1, port: 8080, health: / } }
environments: { dev: { tier: development, ${environment} }, prod: { tier: production } }
targets: { docker: false, ${targets} }
`),
    );
    assert.is(diagnostics.filter(({ code }) => code === "model/port-in-use").length, wanted);
  });
}

test.run();
