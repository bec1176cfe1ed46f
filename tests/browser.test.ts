// The library runs where there is no Node, and compiles to the same bytes.
import { existsSync, readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type * as library from "../compiler/index.ts";
import { compile } from "../compiler/index.ts";
import { platformSpecs, root, sourceAt, sourceOf } from "./support/sources.ts";

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
    const { files, diagnostics } = await (await inBrowser()).compile(sourceAt(spec));
    const wanted = await compile(sourceAt(spec));
    // Values of another realm have prototypes of their own, which are not what this is about.
    assert.equal(JSON.parse(JSON.stringify(files)), wanted.files);
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
  const drift = await check(sourceAt("spec/platform.yaml"), (path) => {
    const full = `${root}generated/${path}`;
    return existsSync(full) ? readFileSync(full, "utf8") : undefined;
  });
  assert.is(JSON.stringify(drift), "[]");
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
