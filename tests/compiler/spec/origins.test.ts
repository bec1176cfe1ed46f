// Every value of the specification as it is meant knows where it comes from. «» marks the place in the text.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Diagnostics } from "../../../compiler/diagnostics/diagnostics.ts";
import { loadDocument } from "../../../compiler/spec/load.ts";
import { normalize } from "../../../compiler/spec/normalize.ts";
import { Origins, type Spot } from "../../../compiler/spec/origins.ts";
import { validate } from "../../../compiler/spec/validate.ts";
import { sourceOf } from "../../support/sources.ts";

const around = "platform: { name: shop, description: Sells things. }\n";
const environment = "environments: { dev: { tier: development } }\n";

/** The origins of a specification without its marks, and the place that is marked. */
function read(text: string, files: Readonly<Record<string, string>> = {}) {
  const [before = "", between = "", after = ""] = (around + text).split(/[«»]/);
  const diagnostics = new Diagnostics();
  const document = loadDocument(sourceOf(before + between + after, files), diagnostics);
  const valid = document && validate(document, diagnostics);
  assert.ok(valid?.broken.isEmpty, "the text is a specification");
  const { trees } = normalize(valid, diagnostics);
  const messages = diagnostics.sorted().map(({ code }) => code);
  return { origins: new Origins(trees, valid), marked: [before.length, before.length + between.length], messages };
}

const places: readonly (readonly [string, string, Spot])[] = [
  ["a value", `services: { a: { port: «3000» } }\n${environment}`, { path: ["services", "a", "port"] }],
  [
    "what a short form stands for",
    `services: { a: { port: «3000» } }\n${environment}`,
    { path: ["services", "a", "port", "number"] },
  ],
  [
    "a part of a short form",
    `services: { a: { runtime: node@«20» } }\n${environment}`,
    { path: ["services", "a", "runtime", "version"] },
  ],
  [
    "a key of a short form",
    `services: { a: { «health»: /h } }\n${environment}`,
    { path: ["services", "a", "health", "http"], half: "key" },
  ],
  [
    "a name in a list that is short for a map",
    `services: { a: { dependsOn: [b, «c»] } }\n${environment}`,
    { path: ["services", "a", "dependsOn", "c"] },
  ],
  [
    "a word of a command",
    `services: { a: { start: node «x.js» } }\n${environment}`,
    { path: ["services", "a", "start", 1] },
  ],
  [
    "a default of all services",
    `defaults: { env: { A: «x» } }\nservices: { a: { runtime: node@20 } }\n${environment}`,
    { environment: "dev", path: ["services", "a", "env", "A", "value"] },
  ],
  [
    "a service's own value over that",
    `defaults: { env: { A: x } }\nservices: { a: { runtime: node@20, env: { A: «w» } } }\n${environment}`,
    { environment: "dev", path: ["services", "a", "env", "A", "value"] },
  ],
  [
    "a default of an environment over that of all",
    "defaults: { env: { A: x } }\nservices: { a: { runtime: node@20 } }\nenvironments: { dev: { tier: development, defaults: { env: { A: «z» } } } }\n",
    { environment: "dev", path: ["services", "a", "env", "A", "value"] },
  ],
  [
    "an overlay",
    "services: { a: { port: 3000 } }\nenvironments: { dev: { tier: development, services: { a: { port: «3001» } } } }\n",
    { environment: "dev", path: ["services", "a", "port", "number"] },
  ],
  [
    "the base under an overlay",
    "services: { a: { port: «3000» } }\nenvironments: { dev: { tier: development, services: { a: { port: 3001 } } } }\n",
    { path: ["services", "a", "port", "number"] },
  ],
  [
    "a null that removes",
    "services: { a: { env: { A: x } } }\nenvironments: { dev: { tier: development, services: { a: { env: { A: «null» } } } } }\n",
    { environment: "dev", path: ["services", "a", "env", "A"] },
  ],
  [
    "a null that removes a service",
    "services: { a: { port: 3000 } }\nenvironments: { dev: { tier: development, services: { a: «null» } } }\n",
    { environment: "dev", path: ["services", "a"] },
  ],
  [
    "what a job has from its service",
    `services: { a: { runtime: node@20, env: { A: «x» } } }\njobs: { b: { service: a, start: c } }\n${environment}`,
    { environment: "dev", path: ["jobs", "b", "env", "A", "value"] },
  ],
  [
    "what a job has over its service",
    `services: { a: { runtime: node@20, env: { A: x } } }\njobs: { b: { service: a, start: c, env: { A: «w» } } }\n${environment}`,
    { environment: "dev", path: ["jobs", "b", "env", "A", "value"] },
  ],
  [
    "what a test has from its service",
    "services: { a: { runtime: «node»@20 } }\nenvironments: { dev: { tier: development, tests: { unit: { service: a, command: c } } } }\n",
    { environment: "dev", path: ["tests", "unit", "runtime", "language"] },
  ],
  [
    "a setting of an environment",
    "config: { A: { value: x } }\nenvironments: { dev: { tier: development, config: { A: «w» } } }\n",
    { environment: "dev", path: ["config", "A", "value"] },
  ],
  [
    "what an engine brings, at the engine",
    `services: { a: { engine: «redis@8» } }\n${environment}`,
    { environment: "dev", path: ["services", "a", "ports", "main"] },
  ],
  [
    "what a tier computed, at the value that it took",
    "services: { a: { runtime: node@20, resources: { memory: «1Gi» } } }\nenvironments: { dev: { tier: staging } }\n",
    { environment: "dev", path: ["services", "a", "resources", "memory", "limit"] },
  ],
  [
    "a default of the schema, at the key around it",
    `services: { a: { «health»: { http: /h } } }\n${environment}`,
    { environment: "dev", path: ["services", "a", "health", "interval"] },
  ],
];

for (const [name, text, spot] of places) {
  test(`it finds ${name}`, () => {
    const { origins, marked } = read(text);
    const { file, start, end } = origins.locate(spot);
    assert.equal([start, end], marked, file.text.slice(start, end));
  });
}

test("a value of an included file is there", () => {
  const { origins } = read(`include: [more.yaml]\n${environment}`, {
    "more.yaml": "services: { a: { port: 3000 } }\n",
  });
  const { file, start, end } = origins.locate({ environment: "dev", path: ["services", "a", "port", "number"] });
  assert.equal([file.path, file.text.slice(start, end)], ["more.yaml", "3000"]);
});

test("defaults have names", () => {
  const { origins } = read(
    "services: { a: { runtime: node@20, resources: { memory: 1Gi } } }\nenvironments: { s: { tier: staging } }\n",
  );
  const of = (...path: readonly string[]) => origins.of({ environment: "s", path: ["services", "a", ...path] });
  assert.equal(of("scale", "min"), { kind: "tier", tier: "staging", key: "scale.min" });
  assert.equal(of("restart"), { kind: "tier", tier: "staging", key: "restart" });
  assert.equal(of("dockerfile"), { kind: "default", key: "service.dockerfile" });
  const halved = of("resources", "memory", "limit");
  assert.ok(halved?.kind === "tier" && halved.key === "resources.memory.limit" && halved.from?.kind === "written");
});

test("what the catalogue brings has the engine, and where it is named", () => {
  const { origins } = read(`services: { a: { engine: redis@8 } }\n${environment}`);
  const origin = origins.of({ environment: "dev", path: ["services", "a", "ports", "main"] });
  assert.ok(origin?.kind === "catalogue" && origin.engine === "redis" && origin.from.kind === "written");
});

test("a null is idle only if it removes nothing in any environment", () => {
  const text = (dev: string): string => `services: { a: { runtime: node@20, env: { A: null } } }
environments: { dev: { tier: development${dev} }, prod: { tier: production } }
`;
  assert.equal(read(text("")).messages, ["schema/removes-nothing"]);
  assert.equal(read(text(", defaults: { env: { A: x } }")).messages, []);
});

test("a job removes with null what it has from its service", () => {
  const { origins, messages } = read(`services: { a: { runtime: node@20, env: { A: x, B: z } } }
jobs: { b: { service: a, start: c, env: { A: null } } }
${environment}`);
  assert.equal(messages, []);
  const env = origins.trees.environments.get("dev")?.child("jobs")?.child("b")?.child("env");
  assert.equal(Object.keys(env?.plain ?? {}), ["B"]);
});

test.run();
