// How results are written: for people, as JSON, as annotations of GitHub, as SARIF; to which stream; with which colours.
import { chmodSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { shop, Workspace } from "./workspace.ts";

const formats = ["pretty", "json", "github", "sarif"] as const;
const extensions = { pretty: "txt", json: "data.json", github: "github.txt", sarif: "sarif.json" } as const;

// What turns colours on and off.
const escapes = new RegExp(`${"\x1b"}\\[\\d+m`, "g");

/** A mistake that is about two places. */
const wrong = shop({ secret: false }).replace(
  /^ {4}health: .*\n/m,
  "$&    publish: 9000\n  door: { image: registry.example/door:1.0, port: 8081, health: /, publish: 9000 }\n",
);

/** Mistakes that are found together. */
const invalid = shop()
  .replace(/health: .*/, 'helth: /health\n    "100% {sure}": true')
  .replace("8080", "70000");

test("the mistakes of a specification are as expected in every format", async () => {
  const workspace = new Workspace(invalid);
  workspace.write("a, b: 50%/pl#tform.yaml", wrong);
  for (const format of formats) {
    const args = ["validate", "--format", format, "--spec", "platform.yaml", "--spec", "a, b: 50%/pl#tform.yaml"];
    const run = await workspace.run(args);
    assert.is(run.code, 1);
    assert.is(run.err, "", "results belong to stdout");
    assertExpected(`formats-mistakes.${extensions[format]}`, run.out);
  }
});

test("files that are not as they should be are as expected in every format", async () => {
  const workspace = await withEveryState();
  for (const format of formats) {
    const args = ["check", "--format", format];
    const run = await workspace.run(args);
    assert.is(run.code, 1);
    if (format === "pretty") assertExpected("formats-states.txt", transcript(args, run));
    else {
      assert.is(run.err, "", "a machine reads one stream");
      assertExpected(`formats-states.${extensions[format]}`, run.out);
    }
  }
});

test("diff says for machines what check says, and a diff in CI unless another format is asked for", async () => {
  const workspace = await withEveryState();
  for (const format of ["json", "github", "sarif"]) {
    const check = await workspace.run(["check", "--format", format]);
    assert.equal(await workspace.run(["diff", "--format", format]), check);
  }
  const env = { GITHUB_ACTIONS: "true" };
  assert.match((await workspace.run(["diff"], { env })).out, /^diff --git /);
});

test("list lists for machines, and says what is wrong", async () => {
  const allowed = "    exceptions: [{ allow: writable-root, reason: It unpacks itself. }]\n";
  const workspace = new Workspace(shop({ secret: false }).replace("    health:", `${allowed}    health:`));
  const listed = async (...args: string[]) =>
    JSON.parse((await workspace.run(["list", "--format", "json", ...args])).out);
  const files = [".env", ".env.example", "docker-compose.dev.yml", "docker-compose.prod.yml"].map((path) => ({ path }));
  const common = { spec: "platform.yaml", output: "out", diagnostics: [] };
  assert.equal(await listed(), { version: 1, specs: [{ ...common, files }] });
  const exception = { service: "till", allow: "writable-root", reason: "It unpacks itself." };
  const exceptions = [{ ...exception, environments: ["dev", "prod"] }];
  assert.equal(await listed("--exceptions"), { version: 1, specs: [{ ...common, exceptions }] });
  assert.equal(await workspace.run(["list", "--format", "github"]), { code: 0, out: "", err: "" });
  workspace.write("platform.yaml", invalid);
  for (const format of ["json", "github", "sarif"]) {
    const { code, out, err } = await workspace.run(["list", "--format", format]);
    assert.equal([code, err], [1, ""]);
    assert.match(out, "schema/unknown-property");
  }
});

interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
}

interface ScannedResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

test("SARIF fulfils what code scanning requires, for findings of a line and of a whole file", async () => {
  const workspace = await withEveryState();
  const runs = [await workspace.run(["check", "--format", "sarif"])];
  workspace.write("platform.yaml", invalid);
  runs.push(await workspace.run(["validate", "--format", "sarif"]));
  // https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
  for (const { out } of runs) {
    const log = JSON.parse(out);
    assert.is(log.version, "2.1.0");
    assert.is(log.runs.length, 1);
    const rules: readonly SarifRule[] = log.runs[0].tool.driver.rules;
    const results: readonly ScannedResult[] = log.runs[0].results;
    assert.ok(results.length > 0);
    assert.is(new Set(rules.map(({ id }) => id)).size, rules.length);
    for (const { shortDescription, fullDescription, help } of rules) {
      assert.ok(shortDescription.text.length > 0 && shortDescription.text.length <= 1024);
      assert.ok(fullDescription.text.length > 0 && fullDescription.text.length <= 1024);
      assert.ok(help.text.length > 0);
    }
    for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
      assert.is(rules[ruleIndex]?.id, ruleId);
      assert.ok(["error", "warning", "note"].includes(level));
      assert.ok(message.text.length > 0);
      assert.ok(locations.length > 0, `${ruleId} has no location`);
      for (const { physicalLocation } of locations) {
        const { artifactLocation, region } = physicalLocation;
        assert.not.match(artifactLocation.uri, /^(?:\/|[a-z]+:|\.\.)|\\/);
        assert.ok(region.startLine >= 1 && region.startColumn >= 1 && region.endLine >= region.startLine);
        assert.ok(region.endLine > region.startLine || region.endColumn >= region.startColumn);
      }
      assert.ok(Object.values(partialFingerprints).every((print) => print.length > 0));
    }
  }
});

test("what generating has kept is reported in every format", async () => {
  for (const format of ["json", "github", "sarif"]) {
    const workspace = await withEveryState();
    const { code, out, err } = await workspace.run(["generate", "--format", format]);
    assert.is(code, 1);
    assert.is(err, "");
    for (const state of ["edited", "unmanaged", "unsafe", "orphaned-edited"]) assert.match(out, state);
    for (const state of ["stale", "missing", "line-ends", '"mode"', "output/mode"]) assert.not.match(out, state);
  }
});

test("nothing to say is an empty list, and no annotation", async () => {
  const workspace = new Workspace();
  await workspace.run([]);
  for (const command of ["generate", "check", "validate"]) {
    const json = JSON.parse((await workspace.run([command, "--format", "json"])).out);
    const output = "out";
    assert.equal(json, { version: 1, specs: [{ spec: "platform.yaml", output, diagnostics: [], files: [] }] });
    assert.equal(await workspace.run([command, "--format", "github"]), { code: 0, out: "", err: "" });
    const sarif = JSON.parse((await workspace.run([command, "--format", "sarif"])).out);
    assert.equal(sarif.runs[0].results, []);
  }
});

test("an annotation is one line, with everything escaped that would end a part of it", async () => {
  const workspace = new Workspace(shop());
  workspace.write("a, b: 50%/pl#tform.yaml", wrong);
  const { out } = await workspace.run(["validate", "--format", "github", "--spec", "a, b: 50%/pl#tform.yaml"]);
  const lines = out.trimEnd().split("\n");
  for (const line of lines)
    assert.match(line, /^::(error|warning|notice) file=[^:,]+,line=\d+,col=\d+(,endColumn=\d+)?,title=[^:,]+::.+$/);
  assert.match(out, "file=a%2C b%3A 50%25/pl#tform.yaml,");
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly columnKind: string;
    readonly results: readonly SarifResult[];
  }[];
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations?: readonly { readonly physicalLocation: PhysicalLocation }[];
}

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string };
  readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
}

test("SARIF has the structure that code scanning reads", async () => {
  const workspace = await withEveryState();
  workspace.write("a, b: 50%/pl#tform.yaml", wrong);
  const runs = [
    await workspace.run(["check", "--format", "sarif"]),
    await workspace.run(["validate", "--format", "sarif", "--spec", "a, b: 50%/pl#tform.yaml"]),
  ];
  for (const { out } of runs) {
    const {
      version,
      runs: [run],
      $schema,
    } = JSON.parse(out) as Sarif;
    assert.is(version, "2.1.0");
    assert.match($schema, /sarif.*2\.1\.0/);
    if (!run) throw new Error("there is no run");
    assert.is(run.columnKind, "utf16CodeUnits");
    assert.ok(run.results.length > 0);
    const rules = run.tool.driver.rules.map((rule) => rule.id);
    assert.equal(rules, [...new Set(rules)].sort(), "rules are listed once, in order");
    for (const result of run.results) assertResult(result, rules);
  }
});

function assertResult(
  { ruleId, ruleIndex, level, message, locations = [] }: SarifResult,
  rules: readonly string[],
): void {
  assert.is(rules[ruleIndex], ruleId);
  assert.ok(["error", "warning", "note"].includes(level));
  assert.ok(message.text.length > 0);
  assert.is(locations.length, 1);
  for (const { physicalLocation } of locations) {
    const { artifactLocation, region } = physicalLocation;
    // RFC 3986: a relative reference, of which no part is taken for something else.
    assert.match(artifactLocation.uri, /^(?!\/)([\w.~!$&'()*+;=@-]|%[0-9A-F]{2}|\/)+$/);
    const { startLine, startColumn, endLine, endColumn } = region;
    assert.ok(startLine >= 1 && startColumn >= 1);
    assert.ok(endLine > startLine || (endLine === startLine && endColumn >= startColumn));
  }
}

test("in GitHub Actions results are annotations, unless another format is asked for", async () => {
  const workspace = new Workspace(invalid);
  const env = { GITHUB_ACTIONS: "true" };
  assert.match((await workspace.run(["check"], { env })).out, /^::error file=platform\.yaml,/);
  assert.match((await workspace.run(["check", "--format", "pretty"], { env })).err, /^platform\.yaml:/);
});

const colours: readonly {
  readonly name: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly isColorful: boolean;
}[] = [
  { name: "a pipe", isColorful: false },
  { name: "a terminal", isTerminal: true, isColorful: true },
  { name: "a terminal without abilities", isTerminal: true, env: { TERM: "dumb" }, isColorful: false },
  { name: "NO_COLOR", isTerminal: true, env: { NO_COLOR: "1" }, isColorful: false },
  { name: "NO_COLOR that is empty", isTerminal: true, env: { NO_COLOR: "" }, isColorful: true },
  { name: "FORCE_COLOR", env: { FORCE_COLOR: "1" }, isColorful: true },
  { name: "FORCE_COLOR that says no", isTerminal: true, env: { FORCE_COLOR: "0" }, isColorful: false },
  { name: "both", env: { NO_COLOR: "1", FORCE_COLOR: "1" }, isColorful: false },
  { name: "--color always", args: ["--color", "always"], env: { NO_COLOR: "1" }, isColorful: true },
  { name: "--color never", args: ["--color=never"], env: { FORCE_COLOR: "1" }, isTerminal: true, isColorful: false },
  { name: "--color auto", args: ["--color", "auto"], isTerminal: true, isColorful: true },
];

for (const { name, args = [], env = {}, isTerminal = false, isColorful } of colours) {
  test(`text is ${isColorful ? "coloured" : "plain"} with ${name}`, async () => {
    const workspace = new Workspace(invalid);
    const plain = await workspace.run(["validate"]);
    const { out } = await workspace.run(["validate", ...args], { env, isTerminal });
    assert.is(out.includes("\x1b["), isColorful);
    assert.is(out.replaceAll(escapes, ""), plain.out, "colours change the text");
  });
}

test("what machines read is never coloured", async () => {
  const workspace = new Workspace(invalid);
  for (const format of ["json", "github", "sarif"]) {
    const { out } = await workspace.run(["validate", "--color", "always", "--format", format]);
    assert.not.match(out, "\x1b");
  }
});

test("results go to stdout and talk to stderr", async () => {
  const workspace = new Workspace(shop().replace(/:1\.0@sha256:\w+/, ":latest"));
  const generate = await workspace.run([]);
  assert.is(generate.out, "out: 6 created\n");
  assert.match(generate.err, /^platform\.yaml:\d+:\d+ warning /);
  const check = await workspace.run(["check"]);
  assert.is(check.out, "out: 5 files are up to date\n");
  assert.match(check.err, / warning /);
  assert.match((await workspace.run(["validate"])).out, /\nplatform\.yaml: valid \(\d warnings?\)\n$/);
});

test("--quiet says only what is wrong", async () => {
  const workspace = new Workspace(shop().replace(/:1\.0@sha256:\w+/, ""));
  for (const command of ["generate", "check", "validate"]) {
    assert.equal(await workspace.run([command, "--quiet"]), { code: 0, out: "", err: "" });
  }
  workspace.edit("out/docker-compose.dev.yml", (text) => `${text}# mine\n`);
  assert.match((await workspace.run(["check", "-q"])).out, "edited by hand  docker-compose.dev.yml");
  assert.match((await workspace.run(["generate", "-q"])).err, "kept docker-compose.dev.yml");
  workspace.write("platform.yaml", invalid);
  assert.match((await workspace.run(["validate", "-q"])).out, / error schema\//);
});

test("nothing else is expected of formats", () => assertNothingElseExpected("formats"));

/** An output with a file in each state, and a damaged manifest. */
async function withEveryState(): Promise<Workspace> {
  const workspace = new Workspace(shop({ environments: ["dev", "prod", "old", "older"] }));
  await workspace.run([]);
  workspace.write("platform.yaml", shop({ port: 9090, environments: ["dev", "prod", "link", "mine"] }));
  await workspace.run(["--env", "prod"]);
  workspace.remove("out/.env.example");
  workspace.edit("out/docker-compose.prod.yml", (text) => `${text}# mine\n`);
  workspace.edit("out/docker-compose.older.yml", (text) => `${text}# mine\n`);
  workspace.write("out/docker-compose.mine.yml", "# mine\n");
  symlinkSync("docker-compose.mine.yml", workspace.path("out/docker-compose.link.yml"));
  chmodSync(workspace.path("out/scripts/create-secrets.sh"), 0o644);
  workspace.edit("out/secrets/.gitignore", (text) => text.replaceAll("\n", "\r\n"));
  workspace.edit("out/.varai-gen.manifest", (text) => `${text}644 ${"0".repeat(64)} ../elsewhere\n`);
  return workspace;
}

test.run();
