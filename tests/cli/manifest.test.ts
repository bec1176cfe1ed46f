// Whatever stands in the manifest, nothing outside of the output folder is read, written or deleted, and nothing of
// somebody else's in it; what is wrong is said, and generating mends it.
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { shop, Workspace } from "./workspace.ts";

const manifest = "out/.varai-gen.manifest";

interface Case {
  readonly name: string;
  readonly damage: (workspace: Workspace) => void;
  /** Whether the manifest can still be read; then what is wrong with it is no finding of its own. */
  readonly isReadable?: boolean;
}

const cases: readonly Case[] = [
  { name: "it is missing", damage: (workspace) => workspace.remove(manifest), isReadable: true },
  { name: "it is empty", damage: (workspace) => workspace.write(manifest, "") },
  { name: "it is cut off", damage: changing((text) => text.slice(0, -20)) },
  {
    name: "a hash is another one",
    damage: changing((text) => text.replace(/ [0-9a-f]{8}/g, " 00000000")),
    isReadable: true,
  },
  { name: "a hash is none", damage: changing((text) => text.replace(/ [0-9a-f]{8}/, " xxxxxxxx")) },
  { name: "a mode is another one", damage: changing((text) => text.replace("\n755 ", "\n644 ")), isReadable: true },
  { name: "a mode is none", damage: changing((text) => text.replace("\n755 ", "\n4755 ")) },
  {
    name: "it has a merge conflict",
    damage: changing((text) => {
      const lines = text.split("\n");
      const theirs = lines[2]?.replace(/ [0-9a-f]{8}/, " 00000000") ?? "";
      lines.splice(2, 1, "<<<<<<< HEAD", lines[2] ?? "", "=======", theirs, ">>>>>>> theirs");
      return lines.join("\n");
    }),
  },
  { name: "it has CRLF", damage: changing((text) => text.replaceAll("\n", "\r\n")), isReadable: true },
  { name: "it is not sorted", damage: changing(reversed), isReadable: true },
  { name: "a path is there twice", damage: changing((text) => `${text}${text.split("\n")[1]}\n`), isReadable: true },
  { name: "a path leads out of the folder", damage: listing("../mine.txt") },
  { name: "a path leads out of the folder in between", damage: listing("scripts/../../mine.txt") },
  { name: "a path is absolute", damage: (workspace) => listing(workspace.path("mine.txt"))(workspace) },
  { name: "a path has a backslash", damage: listing("..\\mine.txt") },
  { name: "a path is of another drive", damage: listing("C:/mine.txt") },
  { name: "a path is the manifest itself", damage: listing(".varai-gen.manifest") },
  { name: "a path is version control's", damage: listing(".git/HEAD") },
  { name: "a path goes through a link out of the folder", damage: listing("link/mine.txt"), isReadable: true },
  { name: "a path is a link out of the folder", damage: listing("mine.link"), isReadable: true },
  { name: "a path is a folder", damage: listing("folder"), isReadable: true },
  { name: "it is binary", damage: (workspace) => workspace.write(manifest, "\0\x01\xff".repeat(1000)) },
  { name: "a path is somebody's own file", damage: listing("mine.md") },
];

const said: string[] = [];

for (const { name, damage, isReadable = false } of cases) {
  test(`the manifest is not believed when ${name}`, async () => {
    const workspace = await prepared();
    damage(workspace);
    const before = workspace.snapshot();
    const check = await workspace.run(["check"]);
    said.push(`# ${name}\n${transcript(["check"], check)}`);
    assert.is(check.code, 1);
    assert.is(check.err.includes("output/manifest"), !isReadable);
    assert.equal(workspace.snapshot(), before, "check wrote something");
    for (const format of ["json", "github", "sarif"]) {
      const { out } = await workspace.run(["check", "--format", format]);
      assert.is(out.includes("output/manifest"), !isReadable, `${format} says something else`);
    }

    assert.match(check.out, "\nRun: npx varai-gen\n");
    for (const args of [[], ["--force"]]) {
      assert.is((await workspace.run(args)).code, 0);
      assertUntouched(workspace, before);
    }
    assert.equal(await workspace.run(["check"]), { code: 0, out: "out: 5 files are up to date\n", err: "" });
    assert.is(workspace.read(manifest), intact);
  });
}

test("what check says of each manifest is as expected", () => {
  assertExpected("manifest-problems.txt", said.join("\n"));
});

for (const [what, obstruct] of [
  [
    "a symbolic link",
    (workspace: Workspace) => {
      workspace.write("mine.manifest", workspace.read(manifest));
      workspace.remove(manifest);
      symlinkSync("../mine.manifest", workspace.path(manifest));
    },
  ],
  [
    "a folder",
    (workspace: Workspace) => {
      workspace.remove(manifest);
      workspace.write(`${manifest}/mine`, "mine");
    },
  ],
] as const) {
  test(`nothing is written as long as ${what} is in the place of the manifest`, async () => {
    const workspace = await prepared();
    obstruct(workspace);
    workspace.write("platform.yaml", shop({ port: 9090 }));
    const before = workspace.snapshot();
    assertExpected(`manifest-${what.split(" ").at(-1)}.txt`, transcript(["check"], await workspace.run(["check"])));
    for (const args of [[], ["--force"]]) {
      const help = "help: Remove it, and run the command again.\n";
      const error = `error: out/.varai-gen.manifest: it is ${what}\n${help}`;
      assert.equal(await workspace.run(args), { code: 2, out: "", err: error });
    }
    assert.match((await workspace.run(["diff", "--stat"])).err, "skipped .varai-gen.manifest");
    assert.equal(workspace.snapshot(), before);
    workspace.remove(manifest);
    assert.is((await workspace.run(["--force"])).code, 0);
  });
}

test("files that the specification is read from are nobody's orphans, whatever the manifest says", async () => {
  const spec = `${shop({ output: "." })}include: [more.yaml]\ntemplates: own\n`;
  const heading = "# Code generated by varai-gen from platform.yaml. DO NOT EDIT.\n";
  const workspace = new Workspace(heading + spec);
  const files = {
    "more.yaml": "jobs: {}",
    "platform.lock.yaml": "version: 1\nimages: {}",
    "own/compose/gitignore.hbs": "*",
  };
  for (const [path, text] of Object.entries(files)) workspace.write(path, `${heading}${text}\n`);
  assert.is((await workspace.run([])).code, 0);
  const paths = ["platform.yaml", "Platform.yaml", ...Object.keys(files), ".env"];
  workspace.edit(".varai-gen.manifest", (text) => {
    const lines = paths
      .filter((path) => workspace.has(path))
      .map((path) => `644 ${sha(workspace.read(path))} ${path}\n`);
    return text + lines.join("");
  });
  const before = workspace.snapshot();
  for (const args of [[], ["--force"]]) {
    assert.is((await workspace.run(args)).code, 0);
    for (const path of paths) assert.is(workspace.snapshot().get(path), before.get(path), path);
  }
  assert.not.match(workspace.read(".varai-gen.manifest"), "platform.yaml");
});

test("a file that the specification is read from is not written to, wherever the output is sent", async () => {
  const workspace = new Workspace(shop().replace("targets:\n", "targets:\n  compose: { file: platform.yaml }\n"));
  workspace.edit("platform.yaml", (text) => text.replace("  prod: { tier: production }\n", ""));
  const before = workspace.read("platform.yaml");
  const run = await workspace.run(["--out", ".", "--force"]);
  assert.is(run.code, 1);
  assert.match(run.err, "kept platform.yaml: it is an input of the specification\n");
  assert.is(workspace.read("platform.yaml"), before);
});

test("a file that was changed under a wrong hash counts as edited", async () => {
  const workspace = await prepared();
  changing((text) => text.replace(/ [0-9a-f]{8}/g, " 00000000"))(workspace);
  workspace.write("platform.yaml", shop({ port: 9090 }));
  const before = workspace.read("out/docker-compose.dev.yml");
  const run = await workspace.run([]);
  assert.is(run.code, 1);
  assert.match(run.err, "kept docker-compose.dev.yml: edited by hand\n");
  assert.is(workspace.read("out/docker-compose.dev.yml"), before);
});

test("without a manifest, files that are as they should be are taken over, and the others are left alone", async () => {
  const workspace = await prepared();
  workspace.remove(manifest);
  workspace.edit("out/docker-compose.dev.yml", (text) => `${text}# mine\n`);
  const run = await workspace.run([]);
  assertExpected("manifest-taken-over.txt", transcript([], run));
  assert.is(workspace.read(manifest), intact.replace(/^.*docker-compose\.dev\.yml\n/m, ""));
});

test("both sides of a merge conflict are known as generated", async () => {
  const workspace = await prepared();
  const ours = workspace.read(manifest);
  workspace.write("platform.yaml", shop({ port: 9090 }));
  await workspace.run([]);
  const theirs = workspace.read("out/docker-compose.dev.yml");
  workspace.write(manifest, `<<<<<<< ours\n${ours}=======\n${workspace.read(manifest)}>>>>>>> theirs\n`);
  workspace.write("platform.yaml", shop({ port: 7070 }));
  assert.is(workspace.read("out/docker-compose.dev.yml"), theirs);
  const { code, out, err } = await workspace.run([]);
  assert.is(out, "out: 2 updated, 3 unchanged\n");
  assert.match(err, "it has a merge conflict");
  assert.is(code, 0);
  assert.is((await workspace.run(["check"])).code, 0);
});

test("nothing else is expected of manifests", () => assertNothingElseExpected("manifest"));

/** The manifest of the output as it should be. */
let intact = "";

/** An output that is up to date, with files of somebody else's in it and around it. */
async function prepared(): Promise<Workspace> {
  const workspace = new Workspace();
  workspace.write("mine.txt", "mine");
  workspace.write("out/..\\mine.txt", "mine");
  workspace.write("out/.git/HEAD", "mine");
  workspace.write("out/mine.md", "mine");
  workspace.write("out/C:/mine.txt", "mine");
  mkdirSync(workspace.path("out/folder"));
  symlinkSync("..", workspace.path("out/link"));
  symlinkSync("../mine.txt", workspace.path("out/mine.link"));
  assert.is((await workspace.run([])).code, 0);
  intact = workspace.read(manifest);
  return workspace;
}

/** Fails when anything but the manifest has changed: everything else was as it should be. */
function assertUntouched(workspace: Workspace, before: ReadonlyMap<string, string>): void {
  const after = workspace.snapshot();
  for (const [path, is] of before) {
    if (path !== manifest && path !== "out/") assert.is(after.get(path), is, `${path} was touched`);
  }
}

function changing(change: (text: string) => string): (workspace: Workspace) => void {
  return (workspace) => workspace.edit(manifest, change);
}

/** Adds an entry with the hash of what stands at that path: the worst that can be listed. */
function listing(path: string): (workspace: Workspace) => void {
  return changing((text) => `${text}644 ${sha("mine")} ${path}\n`);
}

function sha(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function reversed(text: string): string {
  const [heading = "", ...lines] = text.trimEnd().split("\n");
  return `${[heading, ...lines.reverse()].join("\n")}\n`;
}

test.run();
