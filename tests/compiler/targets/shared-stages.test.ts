// Equal stages of several services become one; a service alone has the stages that a hand-written Dockerfile has.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

const node = (port: number, more = ""): string =>
  `{ runtime: node@20, start: node index.js, develop: node --watch index.js, port: ${port}, health: /health${more} }`;
const python = (port: number): string => `{ runtime: python@3.13, server: uvicorn app:app, port: ${port} }`;

async function dockerfileOf(services: Readonly<Record<string, string>>): Promise<string> {
  const lines = Object.entries(services).map(([name, service]) => `  ${name}: ${service}\n`);
  const spec = `platform: { name: shop, description: Sells. }\nservices:\n${lines.join("")}environments: { dev: { tier: development } }\n`;
  const { files, diagnostics } = await compile(sourceOf(spec));
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
  return files.find(({ path }) => path === "Dockerfile")?.text ?? "";
}

/** `base`, `api-test` and so on, each with what it starts from. */
function stagesIn(dockerfile: string): Readonly<Record<string, string>> {
  const matches = [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)];
  return Object.fromEntries(matches.map(([, from = "", name = ""]) => [name, from]));
}

test("a service alone shares nothing", async () => {
  assert.equal(stagesIn(await dockerfileOf({ api: python(8000) })), {
    base: "python:3.13-slim",
    dependencies: "base",
    development: "dependencies",
    test: "development",
    production: "base",
  });
});

test("equal stages of two services are one", async () => {
  assert.equal(stagesIn(await dockerfileOf({ a: node(3000), b: node(3001) })), {
    base: "node:20-alpine",
    "dependencies-base": "base",
    "production-base": "base",
    "a-development": "dependencies-base",
    "a-test": "a-development",
    "a-production-dependencies": "dependencies-base",
    "a-production": "production-base",
    "b-development": "dependencies-base",
    "b-test": "b-development",
    "b-production-dependencies": "dependencies-base",
    "b-production": "production-base",
  });
});

test("a stage that differs is not shared", async () => {
  const packages = ", packages: { build: [make@4] }";
  const stages = stagesIn(await dockerfileOf({ a: node(3000), b: node(3001, packages), c: node(3002) }));
  assert.is(stages["b-development"], "b-dependencies-base");
  assert.is(stages["b-dependencies-base"], "base");
  assert.is(stages["c-development"], "dependencies-base");
  assert.is(stages["b-production"], "production-base");
});

test("a shared stage never takes the name of a service's stage", async () => {
  const stages = stagesIn(await dockerfileOf({ a: node(3000), b: node(3001), node: python(8000) }));
  assert.is(stages["node-base"], "python:3.13-slim");
  assert.is(stages["node-20-base"], "node:20-alpine");
});

test("a shared stage sets the command that most services have, and others set their own", async () => {
  const other = node(3002).replace("node index.js", "node other.js");
  const dockerfile = await dockerfileOf({ a: node(3000), b: node(3001), c: other });
  const commands = [...dockerfile.matchAll(/^CMD \["node", "(index|other).js"\]$/gm)].map(([, name]) => name);
  assert.equal(commands, ["index", "other"]);
});

test("defaults of Docker and inherited settings are not printed", async () => {
  const dockerfile = await dockerfileOf({ a: node(3000), b: node(3001) });
  assert.not.match(dockerfile, /STOPSIGNAL|--retries|--chmod/);
  assert.is(dockerfile.match(/^USER /gm)?.length, 2);
  assert.match(await dockerfileOf({ a: node(3000, ", stop: { signal: SIGINT }") }), /^STOPSIGNAL SIGINT$/m);
});

test.run();
