// The catalogue of services. Its entries are checked against schema/engine.schema.json when varai-gen is built.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Engine, engines } from "../compiler/catalog/engine.ts";
import { compile } from "../compiler/compile.ts";
import { literalOf } from "../compiler/model/text.ts";
import { compiledAt } from "./support/compiled.ts";
import { sourceOf } from "./support/sources.ts";

/** What `engine:` can be, at the least. */
const promised = [
  "alertmanager",
  "blackbox-exporter",
  "cadvisor",
  "elasticsearch",
  "filebeat",
  "grafana",
  "kibana",
  "mariadb",
  "minio",
  "mongodb",
  "mongodb-exporter",
  "mosquitto",
  "mysql",
  "nginx",
  "node-exporter",
  "otel-collector",
  "pgvector",
  "postgres",
  "postgres-exporter",
  "prometheus",
  "rabbitmq",
  "redis",
  "redis-exporter",
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
    assert.match(service?.image ?? "", /^[a-z0-9._/-]+:[A-Za-z0-9._-]*\d[A-Za-z0-9._-]*$/);
    assert.ok(service?.hardening.user.id !== 0 || engine.exceptions.length > 0, "it runs as root and nobody says why");
    assert.ok(service?.health, "nobody asks it how it is");
  });
}

test("a database stays in its folder of the volume when its version changes", async () => {
  const places = await Promise.all(
    ["postgres@16", "postgres@17.5", "postgres@18", "postgres@18.1-trixie", "pgvector@17", "pgvector@18"].map(
      async (engine) => {
        const source = sourceOf(`
platform: { name: one, description: One database. }
secrets: { password: A password. }
services: { it: { engine: "${engine}", password: "\${secrets.password}" } }
environments: { production: { tier: production } }
`);
        const { platform } = await compile(source, { verify: false });
        const [service] = platform?.environments[0]?.services ?? [];
        const volume = service?.storage[0]?.path ?? "";
        const data = literalOf(service?.env.find(({ name }) => name === "PGDATA")?.value ?? []) ?? "";
        return [engine, volume, data.replace(volume, "")];
      },
    ),
  );
  const [before, since] = ["/var/lib/postgresql/data", "/var/lib/postgresql"];
  assert.equal(places, [
    ["postgres@16", before, "/pgdata"],
    ["postgres@17.5", before, "/pgdata"],
    ["postgres@18", since, "/pgdata"],
    ["postgres@18.1-trixie", since, "/pgdata"],
    ["pgvector@17", before, "/pgdata"],
    ["pgvector@18", since, "/pgdata"],
  ]);
});

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
