import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../../compiler/compile.ts";
import { explain } from "../../compiler/explain/explain.ts";
import { check } from "../../compiler/index.ts";
import { formatManifest, type ManifestEntry, manifestName } from "../../compiler/output/manifest.ts";
import { sha256 } from "../../compiler/source/sha256.ts";
import { type Origin, originKey } from "../../compiler/spec/origin.ts";
import { compose } from "../../compiler/targets/compose/compose.ts";
import { sourceAt, sourceOf } from "../support/sources.ts";
import { at, type Feature, listAt, objectOf, Platform, type Value } from "./platform.ts";

const shop = (secondService = ""): string => `
platform: { name: shop, description: Sells things., registry: registry.example/shop }
services:
  api: { runtime: node@22, start: node server.js, port: 3000, resources: { memory: 640Mi } }
  ${secondService}
environments: { prod: { tier: production } }
`;

/** What no comparable tool has. */
export const features: Readonly<Record<string, Feature>> = {
  B1: () => {
    const varai = new Platform("generated");
    const families = [
      "Dockerfile",
      "docker-compose.*.yml",
      "kubernetes/**/*",
      "helm/**/*",
      "bicep/**/*",
      ".github/**/*",
    ];
    for (const family of families) assert.ok(varai.files(family).length > 0, family);
  },
  B2: async () => {
    const old = await compile(sourceOf(shop("web: { runtime: node@22, start: node server.js, port: 3001 }")));
    const disk = new Map(old.files.map(({ path, text }) => [path, text]));
    const entries = old.files.map(({ path, text, mode }): [string, readonly ManifestEntry[]] => [
      path,
      [{ hash: sha256(text), mode: mode === 0o755 ? 0o755 : 0o644 }],
    ]);
    disk.set(manifestName, formatManifest(new Map(entries)));
    disk.set(".dockerignore", "# mine\n");
    disk.delete("docker-bake.hcl");
    const foreign = await compile(sourceOf(`${shop()}targets: { kustomize: true }\n`));
    const [first = ""] = foreign.files.map(({ path }) => path).filter((path) => path.startsWith("kubernetes/"));
    disk.set(first, "mine: true\n");
    const read = (path: string): Uint8Array | undefined => {
      const text = disk.get(path);
      return text === undefined ? undefined : new TextEncoder().encode(text);
    };
    const { files } = await check(sourceOf(`${shop()}targets: { kustomize: true }\n`), { read });
    const stateOf = (path: string): string | undefined => files.find((file) => file.path === path)?.state;
    assert.is(stateOf("docker-compose.prod.yml"), "stale");
    assert.is(stateOf(".dockerignore"), "edited");
    assert.is(stateOf("docker-bake.hcl"), "missing");
    assert.is(stateOf(first), "unmanaged");
    const without = await check(sourceOf(`${shop()}targets: { docker: false }\n`), { read });
    assert.ok(without.files.some(({ path, state }) => path === "Dockerfile" && state === "orphaned"));
  },
  B3: () => {
    const explained = explain(sourceOf(shop()), compose);
    assert.ok(explained);
    const { dependencies, origins } = explained;
    const origin = origins.of({ path: ["services", "api", "resources", "memory", "limit"] }) as Origin;
    const lines = dependencies.linesOf(origin);
    assert.ok(lines.some(({ text }) => text.includes("640M")));
    for (const line of lines) {
      assert.ok(dependencies.originsOf(line).some((one) => originKey(one) === originKey(origin)));
    }
  },
  B4: async () => {
    const { diagnostics } = await compile(
      sourceOf(shop("web: { image: a/b:1, port: 8081, health: /, callerNamespaces: [others] }")),
    );
    const found = diagnostics.filter(({ code }) => code.startsWith("target/"));
    assert.ok(
      found.some(({ message }) => message.includes("services.web.callerNamespaces")),
      found.map(({ message }) => message).join("\n"),
    );
  },
  B5: async () => {
    // tests/conformance compares what the real tools render. Here: one list of objects is the source of both.
    const kustomize = new Platform("generated").files("kubernetes/base/*/*.yaml");
    const chart = new Set(new Platform("generated").files("helm/varai/templates/*/*.yaml").map(nameOf));
    const lacking = kustomize.map(nameOf).filter((path) => !path.endsWith("kustomization.yaml") && !chart.has(path));
    assert.equal(lacking, []);
  },
  B6: async () => {
    const generated = new Platform("generated");
    assert.match(generated.stageText("api-production"), /^USER 10001:10001$/m);
    const service = generated.compose("docker-compose.prod.yml").services.api;
    assert.equal([service?.user, service?.read_only, service?.cap_drop], ["10001:10001", true, ["ALL"]]);
    const objects = generated.objects("kubernetes/base/api/deployment.yaml");
    const pod = at(objectOf(objects, "Deployment", "api"), "spec", "template", "spec");
    assert.is(at(pod, "securityContext", "runAsUser"), 10001);
    assert.is(at(listAt(pod, "containers")[0], "securityContext", "readOnlyRootFilesystem"), true);
    const reasonless = "web: { image: a/b:1, port: 80, exceptions: [{ allow: run-as-root }] }";
    const { diagnostics } = await compile(sourceOf(shop(reasonless)));
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    assert.is(errors.length, 1);
    assert.match(errors[0] ?? "", /reason/);
  },
  B7: async () => {
    const golden = await compile(sourceAt("tests/golden/lock-file/platform.yaml"));
    const text = golden.files.map((file) => file.text).join("\n");
    assert.match(text, /FROM \S+@sha256:[0-9a-f]{64} AS/);
    const workflows = new Platform("generated").files(".github/workflows/*.yml");
    for (const path of workflows) {
      const uses = [...new Platform("generated").text(path).matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action);
      for (const action of uses) assert.match(action, /^\.\/|@[0-9a-f]{40}$/);
    }
  },
  B8: async () => {
    // tests/thorough reads every format with an independent parser.
    const text = 'it\'s $HOME ${x} {{ y }} ${{ z }} "q" \\ #';
    const written = JSON.stringify(text.replace("${x}", () => "$${x}"));
    const { files } = await compile(
      sourceOf(`${shop(`web: { image: a/b:1, port: 8080, env: { TEXT: ${written} } }`)}targets: { kustomize: true }\n`),
    );
    const read = (path: string): Value => parse(files.find((file) => file.path === path)?.text ?? "") as Value;
    const env = at(read("kubernetes/base/web/deployment.yaml"), "spec", "template", "spec", "containers", 0, "env");
    assert.equal(
      listAt(env).find((variable) => at(variable, "name") === "TEXT"),
      { name: "TEXT", value: text },
    );
    const compose = at(read("docker-compose.prod.yml"), "services", "web", "environment", "TEXT");
    assert.is(String(compose).replaceAll("$$", "$"), text);
  },
};

function nameOf(path: string): string {
  return path.split("/").slice(-2).join("/");
}
