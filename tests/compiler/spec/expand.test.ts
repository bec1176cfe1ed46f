// Every short form means its long form, and scalars that become texts are as they were written.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Diagnostics } from "../../../compiler/diagnostics/diagnostics.ts";
import { expand } from "../../../compiler/spec/expand.ts";
import { loadDocument } from "../../../compiler/spec/load.ts";
import { valueAt } from "../../../compiler/spec/path.ts";
import { validate } from "../../../compiler/spec/validate.ts";
import { sourceOf } from "../../support/sources.ts";

/** What `text`, written under `owner`, means: the part of the specification at `owner`. */
function meaningOf(owner: "" | "service" | "job", text: string): unknown {
  const around = {
    "": text,
    service: `services: { a: { ${text} } }`,
    job: `jobs: { a: { ${text} } }`,
  };
  const rest = "platform: { name: shop, description: Sells things. }\nenvironments: { dev: { tier: development } }";
  const diagnostics = new Diagnostics();
  const document = loadDocument(sourceOf(`${around[owner]}\n${rest}\n`), diagnostics);
  if (document) validate(document, diagnostics);
  const messages = diagnostics.sorted().filter(({ severity }) => severity === "error");
  assert.equal(
    messages.map(({ message }) => message),
    [],
    text,
  );
  const expanded = document && expand(document.root, diagnostics).root.plain;
  return owner === "" ? expanded : valueAt(expanded, [`${owner}s`, "a"]);
}

const shortForms: readonly (readonly ["" | "service" | "job", string, string])[] = [
  ["service", "runtime: python@3.10", "runtime: { language: python, version: '3.10' }"],
  ["service", "runtime: node@20-bookworm-slim", "runtime: { language: node, version: '20', variant: bookworm-slim }"],
  ["service", "engine: postgres", "engine: { name: postgres }"],
  ["service", "engine: postgres@16", "engine: { name: postgres, version: '16' }"],
  ["service", "port: 3000", "port: { number: 3000 }"],
  ["service", "ports: { admin: 3001 }", "ports: { admin: { number: 3001 } }"],
  ["service", "publish: 8080", "publish: [{ host: 8080 }]"],
  ["service", "publish: [8080, { host: 9090 }]", "publish: [{ host: 8080 }, { host: 9090 }]"],
  ["service", "publish: { host: 8080 }", "publish: [{ host: 8080 }]"],
  ["service", "routes: a.example", "routes: [{ host: a.example }]"],
  ["service", "routes: [a.example]", "routes: [{ host: a.example }]"],
  ["service", "health: /health", "health: { http: /health }"],
  ["service", "health: { ready: /r, live: /l }", "health: { ready: { http: /r }, live: { http: /l } }"],
  ["service", "dependsOn: [b, c]", "dependsOn: { b: {}, c: {} }"],
  [
    "service",
    "env: { A: x, B: 1.10, C: true, D: 0x1F }",
    "env: { A: { value: x }, B: { value: '1.10' }, C: { value: 'true' }, D: { value: '0x1F' } }",
  ],
  ["service", "env: { A: null }", "env: { A: null }"],
  ["service", "files: { /a: text }", "files: { /a: { content: text } }"],
  ["service", "start: node 'a b.js'", "start: [node, a b.js]"],
  ["service", "start: [node, 'a b']", "start: [node, 'a b']"],
  ["service", "develop: npm run dev", "develop: { command: [npm, run, dev] }"],
  ["service", "server: uvicorn app:main", "server: { name: uvicorn, application: 'app:main' }"],
  ["service", "static: dist", "static: { folder: dist }"],
  ["service", "source: web", "source: { folder: web }"],
  ["service", "user: 1000", "user: { id: 1000 }"],
  ["service", "user: 'web:1000'", "user: { name: web, id: 1000 }"],
  ["service", "init: tini@0.19", "init: { name: tini, version: '0.19' }"],
  ["service", "stop: 30s", "stop: { grace: 30s }"],
  ["service", "scale: 3", "scale: { min: 3, max: 3 }"],
  ["service", "resources: { cpu: 0.50, memory: 1Gi }", "resources: { cpu: { limit: '0.50' }, memory: { limit: 1Gi } }"],
  ["service", "resources: { cpu: 250m..1 }", "resources: { cpu: { request: 250m, limit: '1' } }"],
  ["service", "storage: 20Gi", "storage: { data: { size: 20Gi } }"],
  ["service", "storage: { models: /models }", "storage: { models: { path: /models } }"],
  ["service", "temporary: [/a, /b]", "temporary: { /a: 64Mi, /b: 64Mi }"],
  ["service", "egress: ['*.example.com:443']", "egress: [{ host: '*.example.com', port: 443 }]"],
  ["service", "metrics: /metrics", "metrics: { path: /metrics }"],
  ["job", "schedule: 0 2 * * *, start: a b", "schedule: 0 2 * * *, start: [a, b]"],
];

for (const [owner, short, long] of shortForms) {
  test(`short: ${short}`, () => {
    const meant = meaningOf(owner, short);
    assert.equal(meant, meaningOf(owner, long), "the long form stays as it is");
  });
}

test("short forms on the outermost level", () => {
  const short = `
secrets: { key: Signs tokens. }
config: { PORT: 3.0 }
external: { mail: "smtp://mail.example:25" }
networks: { inner: A network. }
edge: traefik@3
observability: { metrics: prometheus }
targets: { compose: false }`;
  const long = `
secrets: { key: { description: Signs tokens. } }
config: { PORT: { value: "3.0" } }
external: { mail: { url: "smtp://mail.example:25" } }
networks: { inner: { description: A network. } }
edge: { engine: traefik@3 }
observability: { metrics: { engine: prometheus } }
targets: { compose: { enabled: false } }`;
  assert.equal(meaningOf("", short), meaningOf("", long));
});

test.run();
