// The library runs where there is no Node, and compiles to the same bytes.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type * as library from "../../compiler/index.ts";
import { sha256 } from "../../compiler/source/sha256.ts";
import { shop, Workspace } from "../cli/workspace.ts";
import { compiledAt, sourceBeside } from "../support/compiled.ts";
import { platformSpecs, root, sourceAt, sourceOf } from "../support/sources.ts";

/** All that the library is given of the world: what every browser has, and ECMAScript does not. */
const surroundings = { TextDecoder, TextEncoder, URL, console };

/** The library as a web page loads it. `npm test` has built it. */
async function load(): Promise<typeof library> {
  const { outputFiles, metafile } = await build({
    entryPoints: [`${root}dist/index.js`],
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    globalName: "varaiGen",
    platform: "browser",
    logLevel: "silent",
  });
  assert.is(Object.keys(metafile.inputs).length, 1, "everything that it needs is in it");
  return runInContext(`${outputFiles[0]?.text}; varaiGen`, createContext(surroundings));
}

let loaded: Promise<typeof library> | undefined;
test.before(() => {
  loaded = load();
});

/** The library; every test shares one. */
async function inBrowser(): Promise<typeof library> {
  assert.ok(loaded);
  return await loaded;
}

test("there is nothing of Node around it", () => {
  const names = ["process", "require", "Buffer", "global", "setImmediate", "fetch", "setTimeout", "structuredClone"];
  const found = runInContext(`[${names.map((name) => `typeof ${name}`).join()}].join()`, createContext(surroundings));
  assert.is(found, names.map(() => "undefined").join());
});

for (const spec of platformSpecs) {
  test(`${spec} compiles to the same bytes`, async () => {
    const { files, diagnostics } = await (await inBrowser()).compile(sourceBeside(spec));
    const wanted = await compiledAt(spec);
    // Values of another realm have prototypes of their own, which are not what this is about.
    assert.equal(JSON.parse(JSON.stringify(files)), JSON.parse(JSON.stringify(wanted.files)));
    assert.is(JSON.stringify(diagnostics), JSON.stringify(wanted.diagnostics));
  });
}

test("options that name what there is not are refused", async () => {
  const library = await inBrowser();
  const source = sourceAt("spec/platform.yaml");
  for (const options of [{ only: ["nonsense"] }, { skip: ["nonsense"] }, { environments: ["nonsense"] }]) {
    const thrown = await library.compile(source, options).catch((error: Error) => `${error.name}: ${error.message}`);
    assert.match(String(thrown), /^RangeError: unknown (target|environment) 'nonsense'; expected one of [a-z]+, /);
  }
  const wrong = await library.compile(sourceOf("services: 1\n"), { environments: ["nonsense"] });
  assert.ok(wrong.diagnostics.length > 0, "what is wrong with the specification comes first");
});

test("an entry file that is not there is a finding about itself", async () => {
  const { diagnostics } = await (await inBrowser()).compile({ path: "nowhere.yaml", read: () => undefined });
  assert.is(diagnostics.length, 1);
  assert.is(diagnostics[0]?.message, "The file 'nowhere.yaml' does not exist.");
  assert.not.match(diagnostics[0]?.help ?? "", "include");
});

test("it finds nothing to change in what is checked in", async () => {
  const { check } = await inBrowser();
  const read = (path: string): Uint8Array | undefined => {
    const full = `${root}generated/${path}`;
    return existsSync(full) ? readFileSync(full) : undefined;
  };
  const { files, manifestProblem } = await check(sourceAt("spec/platform.yaml"), { read });
  assert.ok(files.length > 10);
  const wrong = files.filter(({ state }) => state !== "current").map(({ path, state }) => `${path} is ${state}`);
  assert.is(wrong.join("\n"), "");
  assert.is(manifestProblem, undefined);
});

test("its check finds the states that the command finds", async () => {
  const workspace = new Workspace();
  workspace.write("platform.yaml", shop({ environments: ["dev", "prod", "qa"] }));
  await workspace.run([]);
  workspace.write("platform.yaml", shop({ port: 9090, environments: ["dev", "prod", "test"] }));
  workspace.write("out/docker-compose.prod.yml", "edited: true\n");
  workspace.write("out/docker-compose.test.yml", "unmanaged: true\n");
  workspace.remove("out/secrets/.gitignore");
  const command = JSON.parse((await workspace.run(["check", "--format", "json"])).out);
  const text = readFileSync(workspace.path("platform.yaml"), "utf8");
  const read = (path: string): Uint8Array | undefined => {
    const full = workspace.path(`out/${path}`);
    return existsSync(full) ? readFileSync(full) : undefined;
  };
  const { files } = await (await inBrowser()).check(sourceOf(text), { read });
  const wrong = files.filter(({ state }) => state !== "current").map(({ path, state }) => ({ path, state }));
  assert.equal(JSON.parse(JSON.stringify(wrong)), command.specs[0].files);
  const states = new Set(wrong.map(({ state }) => state));
  assert.equal([...states].sort(), ["edited", "missing", "orphaned", "stale", "unmanaged"]);
});

test("its SHA-256 is that of Node, whatever the length", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37) % 256);
    assert.is(sha256(bytes), createHash("sha256").update(bytes).digest("hex"), `${length} bytes`);
  }
  assert.is(sha256("Grüße"), createHash("sha256").update("Grüße").digest("hex"));
});

test("it says what is wrong with a specification, and takes templates of the user's own", async () => {
  const { compile: compileThere } = await inBrowser();
  const broken = await compileThere(sourceOf("platform: { nme: shop }\n"));
  assert.is(broken.files.length, 0);
  assert.ok(broken.diagnostics.some(({ code }) => code === "schema/unknown-property"));
  const replaced = await compileThere(sourceAt("tests/golden/templates/platform.yaml"));
  assert.ok(replaced.files.length > 0);
});

test.run();
