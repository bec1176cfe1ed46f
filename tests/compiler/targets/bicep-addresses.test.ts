// Addresses that are right in other targets and not in Azure: which of them are reported, and why.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

const https = "its ingress serves https on port 443";
const port = "its ingress serves port 443";
const tls = "it requires TLS in Azure";

/** A value, the service whose address it is, and the problem; undefined for an address that works. */
const addresses: readonly (readonly [value: string, service: string, problem: string | undefined])[] = [
  ["${services.api.url}", "api", undefined],
  ["${services.api.url}/v1", "api", undefined],
  ["${services.api.host}", "api", undefined],
  ["${services.api.host}:${services.api.port}", "api", undefined],
  ["https://${services.api.host}/v1", "api", undefined],
  ["https://${services.api.host}:443", "api", undefined],
  ["https://${services.api.host}:${services.api.port}", "api", undefined],
  ["http://${services.api.host}/v1", "api", https],
  ["http://${services.api.host}:${services.api.port}", "api", https],
  ["http://${services.api.host}:8080/v1", "api", https],
  ["wss://${services.api.host}/live", "api", undefined],
  ["ws://${services.api.host}/live", "api", "its ingress serves wss on port 443"],
  ["HTTP://${services.api.host}", "api", https],
  ["${services.api.host}:8080", "api", port],
  ["https://${services.api.host}:8080", "api", port],
  // A further port is reached by TCP, on the host of the app.
  ["http://${services.api.host}:9090", "api", undefined],
  ["http://api:8080/v1", "api", https],
  ["http://api", "api", https],
  ["http://me@api:8080/", "api", https],
  ["http://other:8080/v1", "api", undefined],
  ["http://api.example.com/v1", "api", undefined],
  ["http://example.com/http://api-docs", "api", undefined],
  // The service terminates TLS itself, so its ingress is TCP.
  ["http://${services.raw.host}:7000", "raw", undefined],
  ["${services.cache.url}", "cache", undefined],
  ["${services.cache.host}", "cache", undefined],
  ["redis://${services.cache.host}:6379", "cache", "its port is 10000 in Azure"],
  ["redis://${services.cache.host}:${services.cache.port}", "cache", tls],
  ["rediss://${services.cache.host}:10000", "cache", undefined],
  ["mongodb://${services.docs.host}", "docs", tls],
  ["mongodb+srv://${services.docs.host}", "docs", undefined],
  ["postgresql://${services.db.host}:5432/app", "db", tls],
  ["postgresql://${services.db.host}:5432/app?sslmode=disable", "db", tls],
  ["postgresql://${services.db.host}:5432/app?sslmode=require", "db", undefined],
  ["${services.db.url}", "db", undefined],
];

for (const [value, service, problem] of addresses) {
  test(`${value}: ${problem ?? "works"}`, async () => {
    const found = await findings(`api2: { image: a/b:1, port: 8080, env: { ADDRESS: ${JSON.stringify(value)} } }`);
    const wanted = problem === undefined ? [] : [`ADDRESS does not reach ${service}: ${problem}.`];
    assert.equal(found("bicep/address-composed"), wanted);
  });
}

test("jobs are checked like services, and each service is named once", async () => {
  const value = JSON.stringify("http://${services.api.host}:8080 http://api:8080");
  const found = await findings(
    "",
    `jobs: { sync: { image: a/b:1, schedule: "0 3 * * *", env: { ADDRESS: ${value} } } }`,
  );
  assert.equal(found("bicep/address-composed"), [`ADDRESS does not reach api: ${https}.`]);
});

test("an authority of client certificates is reported where the ingress terminates TLS", async () => {
  const secure = `secure: { image: a/b:1, port: { number: 8443, protocol: https }, tls: { certificate: "\${secrets.cert}",
    key: "\${secrets.key}", clients: { authority: "\${secrets.ca}", mode: require } } }`;
  const message = "The ingress does not check client certificates of secure against an authority.";
  assert.equal((await findings(secure))("bicep/clients-not-verified"), []);
  const http2 = await findings(secure, "", "ingress: { secure: http2 }");
  assert.equal(http2("bicep/clients-not-verified"), [message]);
});

/** The messages of a code for a platform with further services and further keys. */
async function findings(services: string, rest = "", azure = ""): Promise<(code: string) => readonly string[]> {
  const { diagnostics } = await compile(
    sourceOf(`
platform: { name: shop, description: Sells. }
services:
  api: { image: a/b:1, port: 8080, ports: { metrics: 9090 } }
  raw: { image: a/b:1, port: { number: 7000, protocol: tcp } }
  cache: { engine: redis, password: "\${secrets.cache-key}" }
  docs: { engine: mongodb, password: "\${secrets.docs-key}" }
  db: { engine: postgres, password: "\${secrets.db-key}" }
  ${services}
environments: { prod: { tier: production } }
targets: { docker: false, compose: false, bicep: { region: westeurope, ${azure} } }
secrets: { cache-key: Cache., docs-key: Documents., db-key: Database., cert: Certificate., key: Key., ca: Authority. }
${rest}
`),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  assert.equal(
    errors.map(({ message }) => message),
    [],
  );
  return (code) => diagnostics.filter((diagnostic) => diagnostic.code === code).map(({ message }) => message);
}

test.run();
