// The catalogue of services. Its entries are checked against schema/engine.schema.json when varai-gen is built.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Engine, engines } from "../compiler/catalog/engine.ts";
import { compile } from "../compiler/compile.ts";
import { compiledAt } from "./support/compiled.ts";
import { sourceOf } from "./support/sources.ts";

/** What `engine:` can be, at the least. */
const promised = [
  "alertmanager",
  "cadvisor",
  "elasticsearch",
  "filebeat",
  "grafana",
  "kibana",
  "mariadb",
  "minio",
  "mongodb",
  "mosquitto",
  "mysql",
  "nginx",
  "node-exporter",
  "otel-collector",
  "pgvector",
  "postgres",
  "prometheus",
  "redis",
  "temporal",
  "traefik",
  "vault",
];

test("the catalogue has every engine that it promises", () => {
  assert.equal([...engines.keys()].sort(), promised);
});

test("every engine is in the golden of the catalogue", async () => {
  const { platform } = await compiledAt("tests/golden/catalogue/platform.yaml");
  const used = platform?.environments.flatMap((environment) => environment.services.map((service) => service.origin));
  const names = new Set(used?.flatMap((origin) => (origin.kind === "engine" ? [origin.engine] : [])));
  assert.equal([...names].sort(), promised);
});

for (const [name, engine] of engines) {
  test(`${name} runs safely with nothing but what it needs`, async () => {
    const { platform, diagnostics } = await compile(sourceOf(platformWith(engine)), { verify: true });
    assert.equal(
      diagnostics.filter((diagnostic) => diagnostic.severity === "error").map((diagnostic) => diagnostic.message),
      [],
    );
    const service = platform?.environments[0]?.services.find((one) => one.name === "it");
    assert.match(service?.image ?? "", /^[a-z0-9./-]+:[A-Za-z0-9._-]*\d[A-Za-z0-9._-]*$/);
    assert.ok(service?.hardening.user.id !== 0 || engine.exceptions.length > 0, "it runs as root and nobody says why");
    assert.ok(service?.health, "nobody asks it how it is");
  });
}

/** The smallest platform that runs the engine: with the secrets and the other engines that it cannot do without. */
function platformWith(engine: Engine): string {
  const needs = Object.entries(engine.needs).map(([name, [first = ""]]) => ({ name, engine: engines.get(first) }));
  const services = needs.map((need) => `  ${need.name}: { ${wordsOf(need.engine, [])} }\n`);
  return `
platform: { name: one, description: One engine. }
secrets: { password: A password. }
services:
  it: { ${wordsOf(
    engine,
    needs.map((need) => need.name),
  )} }
${services.join("")}
environments:
  production: { tier: production }
`;
}

function wordsOf(engine: Engine | undefined, dependsOn: readonly string[]): string {
  const { password, username, database } = engine?.credentials ?? {};
  return [
    `engine: ${engine?.name}`,
    ...(password === "required" ? ['password: "${secrets.password}"'] : []),
    ...(username === "required" ? ["username: somebody"] : []),
    ...(database === "required" ? ["database: something"] : []),
    `dependsOn: [${dependsOn.join(", ")}]`,
    ...(engine?.configuration === undefined ? [] : [`files: { ${engine.configuration}: its own }`]),
  ].join(", ");
}

test.run();
