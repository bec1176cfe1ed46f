// A service moves from a generated Dockerfile to its own one, and back: nothing else of the platform changes.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../../compiler/compile.ts";
import { longBuild } from "../../compiler/spec/own-build.ts";
import { sourceOf } from "../support/sources.ts";

const dockerfile = `FROM node:20
USER 10001:10001
EXPOSE 3000
CMD ["node", "web.js"]
`;

const generated = "start: node web.js, dockerfile: web/Dockerfile.generated, source: web";
const own = "build: web/Dockerfile";

const specification = (web: string): string => `
platform: { name: shop, description: Sells things., registry: ghcr.io/shop }
services:
  web: { runtime: node@20, port: 3000, health: /health, dependsOn: [api], ${web} }
  api: { runtime: python@3.12, server: "uvicorn app:app", port: 8000, health: /health, dockerfile: api/Dockerfile }
environments: { dev: { tier: development }, test: { tier: test }, prod: { tier: production } }
targets: { kustomize: true, helm: true, bicep: { region: westeurope }, ci: true }
`;

async function compiled(web: string): Promise<ReadonlyMap<string, string>> {
  const source = sourceOf(specification(web), { "web/Dockerfile": dockerfile });
  const { files: output, diagnostics } = await compile(source);
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
    [],
  );
  return new Map(output.map(({ path, text }) => [path, text]));
}

const [before, after] = await Promise.all([compiled(generated), compiled(own)]);

test("only the generated Dockerfile disappears", () => {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  assert.equal(gone, ["web/Dockerfile.generated"]);
  assert.equal(
    [...after.keys()].filter((path) => !before.has(path)),
    [],
  );
});

test("Kubernetes, Azure and the other Dockerfile stay as they are", () => {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  assert.equal(
    changed.filter((path) => !path.startsWith(".github/workflows/")),
    // In production, Compose starts an init process for an image that may have none. Dependabot updates own Dockerfiles.
    [
      ".dockerignore",
      ".github/dependabot.yml",
      "docker-bake.hcl",
      "docker-compose.dev.yml",
      "docker-compose.prod.yml",
      "docker-compose.test.yml",
    ],
  );
});

for (const environment of ["dev", "test"]) {
  test(`in Compose, only the service itself changes: ${environment}`, () => {
    const [old, changed] = [before, after].map((files) =>
      parse(files.get(`docker-compose.${environment}.yml`) ?? "", { merge: true }),
    );
    const { build, ...rest } = changed.services.web;
    assert.equal(build, { context: "./web" });
    assert.equal(changed.services.api, old.services.api);
    if (environment === "test") {
      const { build: _, ...others } = old.services.web;
      assert.equal({ ...rest, init: true }, { ...others, init: true });
    }
  });
}

test("the bake file builds the same images, with the same tags", () => {
  const blocks = (files: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map(
      (files.get("docker-bake.hcl") ?? "")
        .split(/\n(?=target |group )/)
        .map((block) => [/"([^"]+)"/.exec(block)?.[1] ?? "", block]),
    );
  const [old, changed] = [blocks(before), blocks(after)];
  const differing = [...changed].filter(([name, block]) => old.get(name) !== block).map(([name]) => name);
  assert.equal(differing.toSorted(), ["all", "development", "test", "web"]);
  const tags = (block = ""): string | undefined => /tags = \[[^\]]*\]/.exec(block)?.[0];
  assert.is(tags(changed.get("web")), tags(old.get("web")));
});

test("a release builds, scans and signs the image in the same jobs", () => {
  const [old, changed] = [before, after].map((files) => files.get(".github/workflows/release.yml"));
  assert.ok(old);
  assert.is(changed, old);
});

test("on the way back, everything is as it was", async () => {
  assert.equal([...(await compiled(generated))], [...before]);
});

test("a short form is a Dockerfile, a folder with one, or a command", () => {
  const forms = [
    "web/Dockerfile",
    "Dockerfile.prod",
    "docker/web.Dockerfile",
    "./web",
    ".",
    "./gradlew",
    "npm run build",
    "./build.sh",
    "make",
  ];
  assert.equal(
    forms.map((form) => Object.keys(longBuild(form))[0]),
    ["dockerfile", "dockerfile", "dockerfile", "context", "context", "command", "command", "command", "command"],
  );
});

test.run();
