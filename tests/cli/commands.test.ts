// Every command: its help, what it prints, how it fails, and which specifications it is about.
import { mkdirSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { version } from "../../compiler/built/version.js";
import { catalog } from "../../compiler/diagnostics/catalog/catalog.ts";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { shop, temporaryFolder, Workspace } from "./workspace.ts";

const commands = ["generate", "check", "diff", "validate", "list", "lock", "explain"];

test("the help of the program and of each command is as expected", () => {
  const workspace = new Workspace();
  const texts = [["--help"], ...commands.map((command) => ["help", command])].map((args) => {
    const run = workspace.spawn(args);
    assert.is(run.code, 0);
    return transcript(args, run);
  });
  assertExpected("commands-help.txt", texts.join("\n"));
  assert.equal(workspace.spawn(["check", "--help"]).out, workspace.spawn(["help", "check"]).out);
  assert.equal(workspace.spawn(["-h"]).out, workspace.spawn(["--help"]).out);
});

test("--version prints the version and nothing else", async () => {
  const workspace = new Workspace();
  assert.equal(await workspace.run(["--version"]), { code: 0, out: `${version}\n`, err: "" });
  assert.equal(workspace.spawn(["--version"]), { code: 0, out: `${version}\n`, err: "" });
});

const misuses: readonly (readonly string[])[] = [
  ["chek"],
  ["nothing-like-it"],
  ["platform.yaml"],
  ["generate", "platform.yaml"],
  ["check", "platform.yaml"],
  ["--sepc", "platform.yaml"],
  ["check", "--only"],
  ["check", "--only", "compos"],
  ["check", "--skip", "compose,dokcer"],
  ["check", "--env", "production"],
  ["check", "--only", ""],
  ["check", "--only", ","],
  ["check", "--skip", " "],
  ["check", "--env="],
  ["check", "--out", ""],
  ["check", "--out", "platform.yaml"],
  ["check", "--format", "xml"],
  ["check", "--color", "sometimes"],
  ["check", "--force"],
  ["list", "--catalogue", "--format", "json"],
  ["explain", "--format", "json"],
  ["check", "--spec", "missing.yaml"],
  ["check", "--spec", "missing/*.yaml"],
  ["check", "--spec", "folder"],
  ["check", "--out", "out", "--spec", "platform.yaml", "--spec", "other.yaml"],
  ["check", "--spec", "platform.yaml", "--spec", "other.yaml"],
  ["explain", "schema/unknown-propertie"],
  ["explain", "nothing/like-it-at-all"],
  ["explain", "toString"],
];

test("wrong usage says what is wrong, and ends with 2", async () => {
  const workspace = new Workspace();
  workspace.write("other.yaml", shop());
  mkdirSync(workspace.path("folder"));
  const before = workspace.snapshot();
  const texts: string[] = [];
  for (const args of misuses) {
    const run = await workspace.run(args);
    texts.push(transcript(args, run));
    assert.is(run.code, 2, args.join(" "));
    assert.is(run.out, "", "what is no result belongs to stderr");
    assert.match(run.err, /^error: /);
    assert.not.match(run.err, /\n +at |bug of varai-gen/);
  }
  assertExpected("commands-misuse.txt", texts.join("\n"));
  assert.equal(workspace.snapshot(), before);
});

test("without --spec, platform.yaml is read, or else spec/platform.yaml", async () => {
  const workspace = new Workspace();
  workspace.write("spec/platform.yaml", shop({ output: "../from-spec" }));
  assert.is((await workspace.run([])).out, "out: 6 created\n");
  workspace.remove("platform.yaml");
  assert.is((await workspace.run([])).out, "from-spec: 6 created\n");
  workspace.remove("spec");
  const { code, err } = await workspace.run([]);
  assert.is(code, 2);
  assert.is(
    err,
    "error: no platform.yaml or spec/platform.yaml found\nhelp: Create platform.yaml, or pass the path of a specification: --spec path/to/platform.yaml\n",
  );
  workspace.write("platform.yaml", shop());
  workspace.write("web/app/package.json", "{}\n");
  assert.match(
    (await workspace.run([], { cwd: "web/app" })).err,
    "pass its specification: --spec ../../platform.yaml\n",
  );
});

test("the output folder is beside the specification, wherever the command runs", async () => {
  const workspace = new Workspace();
  mkdirSync(workspace.path(".git"));
  workspace.write("deep/down/platform.yaml", shop({ output: "../up" }));
  assert.is((await workspace.run(["--spec", "deep/down/platform.yaml"])).out, "deep/up: 6 created\n");
  const below = { cwd: "deep/down" };
  assert.is((await workspace.run(["check"], below)).out, "../up: 5 files are up to date\n");
  const named = ["check", "--spec", workspace.path("deep/down/platform.yaml")];
  assert.is((await workspace.run(named)).out, "deep/up: 5 files are up to date\n");
});

test("--out names another output folder, relative to where the command runs", async () => {
  const workspace = new Workspace();
  workspace.write("deep/platform.yaml", shop());
  assert.is((await workspace.run(["--spec", "deep/platform.yaml", "-o", "there"])).out, "there: 6 created\n");
  assert.equal(workspace.files("deep"), ["deep/platform.yaml"]);
  const elsewhere = temporaryFolder();
  const absolute = await workspace.run(["--out", `${elsewhere}/out`]);
  assert.is(absolute.code, 0);
  assert.match(absolute.out, /: 6 created\n$/);
  assert.is((await workspace.run(["check", "--out", `${elsewhere}/out`])).code, 0);
  assert.is((await workspace.run(["check"])).code, 1);
});

test("the output may go to the folder of the specification, which stays", async () => {
  const workspace = new Workspace(shop({ output: "." }));
  assert.is((await workspace.run([])).out, ".: 6 created\n");
  assert.is((await workspace.run(["list"])).out.split("\n")[0], ".env");
  workspace.write("platform.yaml", shop({ output: ".", secret: false }));
  assert.is((await workspace.run([])).code, 0);
  assert.ok(workspace.has("platform.yaml"));
});

test("patterns and several names are about several specifications, each of them once", async () => {
  const workspace = new Workspace();
  for (const name of ["b", "a", "c"]) workspace.write(`${name}/platform.yaml`, shop());
  workspace.write("node_modules/x/platform.yaml", "not: ours\n");
  workspace.write("[a]/platform.yaml", shop());
  const specs = async (...patterns: readonly string[]): Promise<string> =>
    (await workspace.run(["validate", ...patterns.flatMap((pattern) => ["--spec", pattern])])).out;
  const valid = (...names: readonly string[]): string => names.map((name) => `${name}/platform.yaml: valid\n`).join("");
  assert.is(await specs("*/platform.yaml"), valid("[a]", "a", "b", "c"));
  assert.is(await specs("{c,a}/platform.yaml"), valid("a", "c"));
  assert.is(await specs("b/*.yaml", "{a,b}/*"), valid("b", "a"));
  assert.is(await specs("[a]/platform.yaml"), valid("[a]"), "a file that is there is no pattern");
  assert.is(await specs("[!a]/platform.yaml"), valid("b", "c"));
  assert.is(await specs("**/x/platform.yaml", "a/platform.yaml"), "");
});

test("one invalid specification among several makes the run end with 1", async () => {
  const workspace = new Workspace();
  workspace.write("b/platform.yaml", shop().replace("8080", "none"));
  for (const command of ["generate", "check", "diff", "validate", "list"]) {
    const args = [command, "--spec", "platform.yaml", "--spec", "b/platform.yaml"];
    const run = await workspace.run(args);
    assert.is(run.code, 1, command);
    assert.match(run.out + run.err, /b\/platform\.yaml: (invalid \()?1 error/);
  }
  assert.not.ok(workspace.has("out"));
});

test("list prints every file that is generated, with its folder", async () => {
  const workspace = new Workspace();
  const { code, out } = await workspace.run(["list"]);
  assert.is(code, 0);
  await workspace.run([]);
  const isFile = (path: string): boolean => !path.endsWith("/") && !path.endsWith(".manifest");
  assert.equal(out.trimEnd().split("\n"), workspace.files("out").filter(isFile));
  assert.is((await workspace.run(["list", "--env", "prod"])).out.match(/compose/g)?.length, 1);
  assert.equal(await workspace.run(["list", "--skip", "compose"]), { code: 0, out: "", err: "" });
});

test("list prints the resolved values of services built from source, with their origins", async () => {
  const workspace = new Workspace(
    `${shop()}`.replace("services:", "services:\n  api: { runtime: node@22, port: 3000, health: /health }"),
  );
  workspace.write(
    "api/package.json",
    '{ "scripts": { "start": "node dist/main.js", "build": "tsc", "test": "node --test" } }',
  );
  workspace.write("api/yarn.lock", "# yarn lockfile v1\n");
  const { code, out } = await workspace.run(["list", "--resolved"]);
  assert.is(code, 0);
  const lines = out
    .trim()
    .split("\n")
    .map((line) => line.split("\t").slice(1));
  assert.equal(Object.fromEntries(lines.map(([key = "", ...rest]) => [key, rest])), {
    "runtime.version": ["node@22", "platform.yaml:5"],
    "source.folder": ["api", "default"],
    "lockfile.path": ["yarn.lock", "api/yarn.lock"],
    "lockfile.manager": ["yarn-classic", "api/yarn.lock"],
    "build.command": ["yarn run build", "api/package.json"],
    "build.output": ["dist", "api/package.json"],
    start: ["node dist/main.js", "api/package.json"],
    "develop.command": ["yarn run dev", "default"],
    "port.number": ["3000", "platform.yaml:5"],
    "test.command": ["yarn run test", "default"],
  });
});

test("list prints exceptions with their reasons, the catalogue, and the templates", async () => {
  const allowed = "    exceptions: [{ allow: writable-root, reason: It unpacks itself. }]\n";
  const workspace = new Workspace(shop().replace("    health:", `${allowed}    health:`));
  assert.equal(await workspace.run(["list", "--exceptions"]), {
    code: 0,
    out: "till\twritable-root\tIt unpacks itself.\tdev, prod\n",
    err: "",
  });
  for (const [option, line] of [
    ["--catalogue", /^postgres@\d+\tRelational database\.$/m],
    ["--templates", /^compose\/env\.hbs$/m],
  ] as const) {
    const { code, out, err } = await workspace.run(["list", option]);
    assert.is(code, 0);
    assert.is(err, "");
    assert.match(out, line);
    const lines = out.trimEnd().split("\n");
    assert.equal(lines, [...lines].sort());
  }
});

test("explain explains every code, and lists them all", async () => {
  const workspace = new Workspace();
  const codes = Object.keys(catalog).sort();
  assert.is((await workspace.run(["explain"])).out, codes.map((code) => `${code}\n`).join(""));
  for (const code of codes) {
    const run = await workspace.run(["explain", code]);
    assert.is(run.code, 0);
    assert.is(run.err, "");
    const [first = "", blank, ...explanation] = run.out.split("\n");
    assert.match(first, new RegExp(`^(error|warning|note) ${code}$`));
    assert.is(blank, "");
    assert.ok(explanation.join(" ").length > 60, `${code} is not explained`);
  }
});

test("nothing else is expected of commands", () => assertNothingElseExpected("commands"));

test.run();
