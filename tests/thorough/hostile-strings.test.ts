// Every string is data: whatever stands in the place of any of them is refused, or reaches the output as it is, and
// the rest of the output stays as it was.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isMap, isScalar, isSeq, parse, parseAllDocuments, parseDocument, type Scalar } from "yaml";
import { type CompileResult, compile } from "../../compiler/compile.ts";
import type { SpecSource } from "../../compiler/source/host.ts";
import { temporaryFolder } from "../cli/workspace.ts";
import { compiledAt } from "../support/compiled.ts";
import { hostileTexts } from "../support/hostile.ts";
import { readWithPython } from "../support/pyyaml.ts";
import { Random } from "../support/random.ts";
import { platformSpecs, sourceAt, sourceOf } from "../support/sources.ts";
import { assertText } from "../support/text.ts";

/** What came out, for the readers that are asked once for everything. */
const outputs = new Map<string, string>();

for (const spec of platformSpecs) {
  test(`${spec}: texts in the place of its strings change nothing else`, async () => {
    const original = new TextDecoder().decode(sourceAt(spec).read(spec));
    const wanted = await compiledAt(spec);
    const structure = structureOf(wanted);
    let taken = 0;
    for (let shift = 0; shift < 3; shift++) {
      const { result, count } = await compileHostile(spec, original, shift);
      taken += count;
      assertText(`what comes out (${shift})`, structureOf(result), structure, "Only texts may differ.");
      for (const { path, text } of result.files) outputs.set(`${spec} ${shift} ${path}`, text);
    }
    assert.ok(taken > 20, "hardly any text was taken");
  });
}

test("a text is the same in the environment, in arguments and in a file, however odd it is", async () => {
  for (const text of hostileTexts.filter((one) => !one.includes("${") && one !== "")) {
    const { files, diagnostics } = await compile(sourceOf(everywhere(text)));
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    assert.equal(
      errors.map(({ message }) => message),
      [],
      JSON.stringify(text),
    );
    const compose = files.find((file) => file.path === "docker-compose.prod.yml");
    assert.ok(compose);
    for (const version of ["1.1", "1.2"] as const) {
      const { one } = parse(compose.text, { version }).services;
      const read = (value: string): string => value.replaceAll("$$", "$");
      assert.is(read(one.environment.TEXT), text);
      assert.equal(one.command.map(read), ["run", text]);
      assert.equal(one.healthcheck.test.map(read), ["CMD", "ask", text]);
    }
    assert.is(files.find((file) => file.path.endsWith("/etc/text"))?.text, `${text}\n`);
    for (const file of files) outputs.set(`${JSON.stringify(text).slice(0, 30)} ${file.path}`, file.text);
  }
});

test("a name is a text, even where YAML has another reading of it", async () => {
  const names = ["null", "true", "no", "on", "y", "0", "12", "1e3", "0x1f", "0o7", "0b1", "constructor", "5g-core"];
  const services = names.map((name) => `  "${name}": { image: a/b:1, storage: { "${name}": /data }, dependsOn: [a0] }`);
  const text = `
platform: { name: "null", description: Names. }
services:
  a0: { image: a/b:1, networks: [${names.map((name) => `"${name}"`).join(", ")}] }
${services.join("\n")}
networks: { ${names.map((name) => `"${name}": A network.`).join(", ")} }
environments: { "yes": { tier: production } }
`;
  const { files, diagnostics } = await compile(sourceOf(text));
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
    [],
  );
  const [compose] = files.filter((file) => file.path.startsWith("docker-compose"));
  for (const version of ["1.1", "1.2"] as const) {
    const value = parse(compose?.text ?? "", { version, mapAsMap: true });
    assert.equal([...value.get("services").keys()].sort(), ["a0", ...names].sort(), version);
    assert.equal(
      [...value.get("networks").keys()].filter((name) => typeof name !== "string"),
      [],
      version,
    );
    for (const name of names) assert.ok([...value.get("volumes").keys()].includes(`${name}-${name}`), version);
  }
  for (const file of files) outputs.set(`names ${file.path}`, file.text);
});

test("PyYAML, which reads YAML 1.1, finds the same in what came out", () => {
  // `on`, a key of every workflow, is a truth value to PyYAML and none to GitHub.
  const files = [...outputs]
    .filter(([name]) => isYaml(name))
    .map(([name, text]) => [name, name.includes("/workflows/") ? text.replace(/^on:$/m, '"on":') : text] as const);
  assert.ok(files.length > 100);
  const names = new Map(files.map(([name, text]) => [text, name]));
  const readings = readWithPython([...names.keys()]);
  for (const [index, reading] of (readings ?? []).entries()) {
    const [text = "", name = ""] = [...names][index] ?? [];
    if ("problem" in reading) assert.unreachable(`${name}: ${reading.problem}`);
    else assert.is(JSON.stringify(reading.value), JSON.stringify(documentsOf(withDecimalModes(text))), name);
  }
});

test("bash finds nothing to say about the scripts that came out", () => {
  const scripts = [...new Set([...outputs].filter(([name]) => name.endsWith(".sh")).map(([, text]) => text))];
  assert.ok(scripts.length > 10);
  const folder = temporaryFolder();
  for (const [index, script] of scripts.entries()) writeFileSync(`${folder}/${index}.sh`, script);
  const check = 'for script; do bash -n "$script" && checked="$checked $script"; done; echo $checked';
  const names = scripts.map((_, index) => `${index}.sh`);
  const { stdout, stderr } = spawnSync("bash", ["-c", check, "bash", ...names], { cwd: folder, encoding: "utf8" });
  assert.is(stderr, "");
  assert.is(stdout, `${names.join(" ")}\n`);
});

/** File modes of Kubernetes objects are octal numbers of YAML 1.1, which YAML 1.2 reads as decimal ones. */
function withDecimalModes(text: string): string {
  return text.replaceAll(/^(\s*defaultMode: )0([0-7]{3})$/gm, (_, key, mode) => `${key}${Number.parseInt(mode, 8)}`);
}

/** A platform with a text in every place where any text may stand. */
function everywhere(text: string): string {
  const value = JSON.stringify(text);
  // With a line break, a path is content.
  const content = JSON.stringify(`${text}\n`);
  // A single word with digits or symbols would be taken for the secret itself.
  const described = JSON.stringify(`The key: ${text}`);
  return `
platform: { name: shop, description: ${value}, license: ${value} }
secrets: { key: { description: ${described} } }
config: { SETTING: { description: ${value}, example: ${value}, required: true } }
networks: { inner: { description: ${value} } }
services:
  one:
    description: ${value}
    image: a/b:1
    networks: [inner]
    start: [run, ${value}]
    health: { command: [ask, ${value}] }
    env: { TEXT: ${value}, KEY: "\${secrets.key}", SETTING: "\${config.SETTING}" }
    files: { /etc/text: ${content} }
    exceptions: [{ allow: writable-root, reason: ${value} }]
  two:
    description: ${value}
    runtime: node@20
    build: { command: [build, ${value}] }
    start: [run, ${value}]
    test: [test, ${value}]
environments: { prod: { tier: production, description: ${value} } }
`;
}

/** A specification with texts in the place of as many of its strings as can take one. */
async function compileHostile(
  spec: string,
  original: string,
  shift: number,
): Promise<{ readonly result: CompileResult; readonly count: number }> {
  const document = parseDocument(original);
  const strings = stringsIn(document.contents);
  const before = strings.map(({ node }) => node.value);
  const random = new Random(shift);
  const hostile = new Set(strings.flatMap((string, index) => (mayChange(string) ? [index] : [])));
  for (const index of hostile) set(strings[index], random.one(hostileTexts));
  for (;;) {
    const text = document.toString({ lineWidth: 0 });
    const result = await compile(sourceWith(spec, text));
    const errors = result.diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length === 0) return { result, count: hostile.size };
    const places = stringsIn(parseDocument(text).contents).map(({ node }) => node.range);
    assert.is(places.length, strings.length);
    // Those that are refused are as they were; where it is not said which, half of them.
    const named = [...hostile].filter((index) => {
      const [start = 0, end = 0] = places[index] ?? [];
      return errors.some(({ location }) => location && start <= location.start && location.start <= end);
    });
    const back = named.length > 0 ? named : [...hostile].filter(() => random.next() < 0.5);
    for (const index of back) {
      hostile.delete(index);
      set(strings[index], before[index]);
    }
  }
}

interface StringNode {
  readonly node: Scalar;
  /** The keys that lead to it. */
  readonly path: readonly string[];
}

/** What refers to something is needed as it is; names of files, hosts, packages and registries decide what comes out. */
function mayChange({ node, path }: StringNode): boolean {
  const key = path.at(-1) ?? "";
  const decides =
    path.includes("targets") || /file$|^(build|host|output|packages|paths|registry|run|suffix|tests)$/i.test(key);
  return !decides && !String(node.value).includes("${");
}

function set(string: StringNode | undefined, value: unknown): void {
  if (string) Object.assign(string.node, { value, type: "QUOTE_DOUBLE" });
}

function stringsIn(node: unknown, path: readonly string[] = []): readonly StringNode[] {
  if (isMap(node)) return node.items.flatMap((pair) => stringsIn(pair.value, [...path, String(pair.key)]));
  if (isSeq(node)) return node.items.flatMap((item) => stringsIn(item, path));
  return isScalar(node) && typeof node.value === "string" ? [{ node, path }] : [];
}

function sourceWith(spec: string, text: string): SpecSource {
  const source = sourceAt(spec);
  return { ...source, read: (path) => (path === spec ? new TextEncoder().encode(text) : source.read(path)) };
}

/** What an output is made of, without its texts: the files, the keys of YAML, the instructions of Dockerfiles. */
function structureOf({ files }: CompileResult): string {
  return JSON.stringify(
    files.map(({ path, mode, text }) => ({ path, mode, content: contentOf(path, text) })),
    null,
    1,
  );
}

function contentOf(path: string, text: string): unknown {
  if (isYaml(path)) return keysOf(documentsOf(text));
  const lines = text.replaceAll("\\\n", "").split("\n");
  if (/Dockerfile/.test(path)) {
    const instructions = lines.filter((line) => !line.startsWith("#")).map((line) => line.split(" ")[0] ?? "");
    // Stages share equal commands, and files of one folder are copied together, so texts decide how many of these there are.
    return instructions.filter((instruction) => !["CMD", "COPY"].includes(instruction));
  }
  return /\.env/.test(path) ? lines.filter((line) => line.includes("=")).map((line) => line.split("=")[0]) : undefined;
}

/** Templates of Helm are no YAML yet. */
function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path) && !path.includes("/templates/");
}

/** Most files are the same whatever the strings are. */
const documents = new Map<string, readonly unknown[]>();

function documentsOf(text: string): readonly unknown[] {
  const known = documents.get(text);
  if (known) return known;
  const parsed = parseAllDocuments(text, { merge: true });
  const values = Array.isArray(parsed) ? parsed.map((document) => document.toJS()) : [];
  documents.set(text, values);
  return values;
}

/** The keys of a value, of a list the different ones of its items, of anything else the type. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(keysOf(item))))].sort();
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, keysOf(item)]));
}

test.run();
