// A `.env` is the user's: it is created once, never overwritten, and only gains the variables that it lacks.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { withMissingKeys } from "../../compiler/output/env-file.ts";
import { root } from "../support/sources.ts";
import { shop, Workspace } from "./workspace.ts";

test("it is created with every variable that the example has", async () => {
  const workspace = await generated();
  assert.equal(variablesOf(workspace.read("out/.env")), variablesOf(workspace.read("out/.env.example")));
  assert.equal(variablesOf(workspace.read("out/.env")), ["# SECRETS_DIR=./secrets"]);
});

test("it is no finding of check when it is missing, as in a fresh clone, or changed", async () => {
  const workspace = await generated();
  const upToDate = { code: 0, out: "out: 5 files are up to date\n", err: "" };
  workspace.write("out/.env", "SECRETS_DIR=/run/mine\n");
  assert.equal(await workspace.run(["check"]), upToDate);
  workspace.remove("out/.env");
  assert.equal(await workspace.run(["check"]), upToDate);
  assert.equal(await workspace.run(["diff"]), { code: 0, out: "", err: "" });
  assert.not.ok(workspace.has("out/.env"), "looking created it");
});

test("generating creates it again, and keeps it out of the manifest", async () => {
  const workspace = await generated();
  const before = workspace.read("out/.env");
  workspace.remove("out/.env");
  assert.is((await workspace.run([])).code, 0);
  assert.is(workspace.read("out/.env"), before);
  assert.not.match(workspace.read("out/.varai-gen.manifest"), / \.env$/m);
});

test("only its owner may read it: there may be secrets in it", async () => {
  const workspace = await generated();
  assert.is(workspace.mode("out/.env"), 0o600);
});

test("it is never overwritten, by force neither, and keeps its mode", async () => {
  const workspace = await generated();
  workspace.write("out/.env", "# mine\r\nSECRETS_DIR=/run/mine\r\nOTHER=1", 0o640);
  const before = workspace.snapshot().get("out/.env");
  workspace.write("platform.yaml", shop({ port: 9090 }));
  for (const args of [[], ["--force"], ["--env", "dev"]]) {
    assert.is((await workspace.run(args)).code, 0);
    assert.is(workspace.snapshot().get("out/.env"), before);
  }
});

test("it stays when nothing reads it any more", async () => {
  const workspace = await generated();
  workspace.write("out/.env", "SECRETS_DIR=/run/mine\n");
  workspace.write("platform.yaml", `${shop()}  compose: { enabled: false }\n`);
  assert.is((await workspace.run(["--force"])).code, 0);
  assert.equal(workspace.files("out"), ["out/.env", "out/.varai-gen.manifest"]);
});

test("it gains the variables that a new version of the specification needs, after what is there", async () => {
  const workspace = await generated();
  workspace.write("out/.env", "# mine\nSECRETS_DIR=/run/mine\n", 0o640);
  workspace.write("platform.yaml", withSetting(shop()));
  assert.is((await workspace.run([])).code, 0);
  const text = workspace.read("out/.env");
  assert.ok(text.startsWith("# mine\nSECRETS_DIR=/run/mine\n\n"), text);
  assert.match(text, /\n# Where money goes\.\n(# .*\n)*BANK=\n$/);
  assert.is(workspace.mode("out/.env"), 0o640, "its mode is another one");
  assert.is((await workspace.run([])).out, "out: 5 unchanged\n");
  assert.is(workspace.read("out/.env"), text, "a variable was added twice");
});

test("what is there stays byte for byte, whatever its encoding, and what is added is said", async () => {
  const workspace = await generated();
  const mine = Buffer.from("# caf\xe9\nSECRETS_DIR=/tmp/\xff\n", "latin1");
  writeFileSync(workspace.path("out/.env"), mine);
  workspace.write("platform.yaml", withSetting(shop()));
  const run = await workspace.run([]);
  assert.match(run.out, /^out: \d updated, /);
  assert.is(run.err, "added to .env: variables that it lacked, at its end\n");
  const bytes = readFileSync(workspace.path("out/.env"));
  assert.equal(bytes.subarray(0, mine.length), mine);
  assert.match(bytes.subarray(mine.length).toString(), /^\n# Where money goes\.\n(# .*\n)*BANK=\n$/);
  assert.is((await workspace.run(["--quiet"])).err, "");
});

test("what is no file is in its way", async () => {
  const obstacles: Readonly<Record<string, (path: string) => void>> = {
    "it is a folder": mkdirSync,
    "it is a symbolic link": (path) => symlinkSync("nowhere", path),
  };
  for (const [what, make] of Object.entries(obstacles)) {
    const workspace = await generated();
    workspace.remove("out/.env");
    make(workspace.path("out/.env"));
    const check = await workspace.run(["check"]);
    assert.is(check.code, 1);
    assert.match(check.out, `unsafe  .env (${what})\n`);
    const run = await workspace.run([]);
    assert.is(run.code, 1);
    assert.is(run.err, `kept .env: ${what}\n`);
  }
});

test("a link in its place is left alone, with what it leads to", async () => {
  const workspace = new Workspace();
  workspace.write("mine.env", "A=1\n");
  workspace.write("out/other", "");
  symlinkSync("../mine.env", workspace.path("out/.env"));
  const before = workspace.snapshot().get("out/.env");
  assert.is((await workspace.run(["--force"])).code, 0);
  assert.is(workspace.snapshot().get("out/.env"), before);
  assert.is(workspace.read("mine.env"), "A=1\n");
});

test("this repository keeps it out of version control, but for what tests expect", () => {
  const ignored = readFileSync(`${root}.gitignore`, "utf8").split("\n");
  assert.ok(ignored.includes(".env"));
  assert.ok(ignored.indexOf("!/tests/golden/*/expected/**/.env") > ignored.indexOf(".env"));
});

const template = "# Heading.\n\n# What A is.\nA=\n\n# What B is,\n# in two lines.\nB=usual\n\n# What C is.\n# C=./c\n";

const additions: readonly { readonly name: string; readonly existing: string; readonly added: string | undefined }[] = [
  { name: "everything to an empty file", existing: "", added: template.slice("# Heading.\n".length) },
  { name: "nothing when all is there", existing: "A=1\nB=2\nC=3\n", added: undefined },
  { name: "nothing for what is commented out", existing: "#A=\n # B = 2\n#C=3", added: undefined },
  { name: "nothing for what is exported or indented", existing: "export A=1\n  B=2\n\texport C=3\n", added: undefined },
  { name: "nothing for CRLF", existing: "A=1\r\nB=2\r\nC=3\r\n", added: undefined },
  {
    name: "what is missing, with its comments",
    existing: "C=3\nA=1\n",
    added: "\n# What B is,\n# in two lines.\nB=usual\n",
  },
  { name: "a line end first, where it is missing", existing: "A=1\nB=2", added: "\n\n# What C is.\n# C=./c\n" },
  { name: "what only looks alike", existing: "A=1\nB=2\nCC=3\nD=C=3\n", added: "\n# What C is.\n# C=./c\n" },
];

for (const { name, existing, added } of additions) {
  test(`it gains ${name}`, () => {
    assert.is(withMissingKeys(existing, template), added === undefined ? undefined : existing + added);
  });
}

async function generated(): Promise<Workspace> {
  const workspace = new Workspace();
  assert.is((await workspace.run([])).code, 0);
  return workspace;
}

function withSetting(spec: string): string {
  return spec
    .replace("env: { TOKEN", 'env: { BANK: "${config.BANK}", TOKEN')
    .replace("services:", "config: { BANK: { description: Where money goes., required: true } }\nservices:");
}

function variablesOf(text: string): readonly string[] {
  return text.match(/^(# )?[A-Z_]+=.*$/gm) ?? [];
}

test.run();
