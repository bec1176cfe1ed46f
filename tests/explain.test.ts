// Every line that a target writes depends on places of the specification. tests/thorough/explain.test.ts tries all of VARAi.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { explain } from "../compiler/explain/explain.ts";
import type { Origin } from "../compiler/spec/origin.ts";
import { compose } from "../compiler/targets/compose/compose.ts";
import { sourceOf } from "./support/sources.ts";

const text = `
platform: { name: shop, description: Sells things. }
services:
  api: { runtime: node@22, start: node server.js, port: 3000, resources: { memory: 640Mi } }
environments: { prod: { tier: production } }
`;

test("a value that is written leads to its lines, and a line to the value", () => {
  const explained = explain(sourceOf(text), compose);
  assert.ok(explained);
  const { dependencies, origins } = explained;
  const origin = origins.of({ path: ["services", "api", "resources", "memory", "limit"] });
  assert.is(origin?.kind, "written");
  const lines = dependencies.linesOf(origin as Origin);
  assert.equal(
    lines.map(({ path, text: line }) => `${path}: ${line.trim()}`),
    ['docker-compose.prod.yml: memory: "640M"', 'docker-compose.prod.yml: memory: "320M"'],
  );
  for (const line of lines) assert.ok(dependencies.originsOf(line).includes(origin as Origin), line.text);
});

test.run();
