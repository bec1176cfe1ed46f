// varai-gen lock: what it writes, what it leaves alone, and what it says in every format.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { half, roof, Shelf, spec, usual } from "./locking.ts";
import { command, plainEnv, Workspace } from "./workspace.ts";

const shelf = new Shelf(test);

test("it pins every image that the specification names by a tag, and every output uses the digests", async () => {
  const workspace = new Workspace(spec(usual));
  const run = await shelf.lock(workspace);
  assert.is(run.code, 0, run.err);
  assertExpected("lock-file.yaml", workspace.read("platform.lock.yaml"));
  await workspace.run([]);
  const compose = workspace.read("out/docker-compose.prod.yml");
  for (const image of [usual.till, usual.door]) {
    const digest = shelf.registry.putIndex(`shop/${image === usual.till ? "till" : "door"}`, "1.0");
    assert.ok(compose.includes(`image: ${image}@${digest}\n`), compose);
  }
  assert.ok(compose.includes(`image: ${roof}\n`));
  assert.not.match((await workspace.run(["validate"])).out, "lock/");
});

test("a second run asks nobody and changes nothing", async () => {
  const workspace = new Workspace(spec(usual));
  await shelf.lock(workspace);
  const before = workspace.snapshot();
  shelf.registry.asked.length = 0;
  assert.equal(await shelf.lock(workspace), { code: 0, out: "platform.lock.yaml: 2 unchanged\n", err: "" });
  assert.equal(workspace.snapshot(), before);
  assert.equal(shelf.registry.asked, []);
});

const runs: Readonly<Record<string, readonly string[]>> = {
  "what is missing is added, what nothing names is removed, the rest stays": [],
  "--update asks again for everything": ["--update"],
  "--update asks again for what it names": ["--update", "shop/till:1.0"],
  "--quiet says nothing": ["--quiet"],
  "--check says what is missing and what is unused, and asks nobody": ["--check"],
};

test("what it says to people is as expected", async () => {
  const texts: string[] = [];
  for (const [name, args] of Object.entries(runs)) {
    const workspace = half();
    const before = workspace.read("platform.lock.yaml");
    shelf.registry.asked.length = 0;
    const run = await shelf.lock(workspace, args);
    const text = workspace.read("platform.lock.yaml");
    const isCheck = args.includes("--check");
    assert.is(text === before, isCheck, name);
    assert.is(shelf.registry.asked.length === 0, isCheck, name);
    assert.is(run.code, isCheck ? 1 : 0, name);
    assert.is(text.includes("d".repeat(64)), !args.includes("--update"), name);
    texts.push(`# ${name}\n${transcript(["lock", ...args], run)}`);
  }
  assertExpected("lock-runs.txt", texts.join("\n"));
});

test("--check is content with a lock file that is complete", async () => {
  const workspace = new Workspace(spec(usual));
  await shelf.lock(workspace);
  assert.equal(await shelf.lock(workspace, ["--check"]), {
    code: 0,
    out: "platform.lock.yaml: 2 unchanged\n",
    err: "",
  });
  assert.equal(await shelf.lock(workspace, ["--check", "--quiet"]), { code: 0, out: "", err: "" });
});

test("an image that is not there for a platform is pinned, with a warning", async () => {
  const workspace = new Workspace(spec({ till: usual.till, door: usual.door }, "[linux/amd64, linux/arm64]"));
  shelf.registry.putImage("shop/door", "1.0", "linux/amd64");
  const run = await shelf.lock(workspace);
  assert.is(run.code, 0);
  assertExpected("lock-platform.txt", transcript(["lock"], run));
  assert.not.match((await shelf.lock(workspace, ["--update", "--quiet"])).err, "arm64");
});

for (const [format, extension] of [
  ["json", "data.json"],
  ["github", "github.txt"],
  ["sarif", "sarif.json"],
] as const) {
  test(`results are as expected in the format ${format}`, async () => {
    const unresolved = await shelf.lockIncomplete(["--format", format]);
    assert.is(unresolved.run.code, 2);
    assert.is(unresolved.run.err, "", "a machine reads one stream");
    assertExpected(`lock-unresolved.${extension}`, unresolved.run.out);
    const check = await shelf.lock(half(), ["--check", "--format", format]);
    assert.is(check.code, 1);
    assert.is(check.err, "");
    assertExpected(`lock-check.${extension}`, check.out);
    const done = await shelf.lock(half(), ["--update", "--format", format]);
    assert.is(done.code, 0);
    if (format === "json") assertExpected(`lock-done.${extension}`, done.out);
    if (format === "github") assert.is(done.out, "");
  });
}

test("several specifications are pinned together, and an image that they share is asked for once", async () => {
  const workspace = new Workspace(spec(usual));
  workspace.write("other/platform.yaml", spec({ till: usual.till }));
  const run = await shelf.lock(workspace, ["--spec", "*/platform.yaml", "--spec", "platform.yaml"]);
  assert.is(run.code, 0, run.err);
  assert.match(run.out, /^other\/platform\.lock\.yaml: 1 added\n.*\nplatform\.lock\.yaml: 2 added\n/);
  const digest = shelf.registry.putIndex("shop/till", "1.0");
  for (const path of ["platform.lock.yaml", "other/platform.lock.yaml"])
    assert.ok(workspace.read(path).includes(digest));
  assert.is(shelf.registry.asked.filter(({ url }) => url.includes("shop/till")).length, 2);
});

test("what is nothing to pin makes no lock file, and empties one that is there", async () => {
  const workspace = new Workspace(spec({ roof: roof }));
  assert.equal(await shelf.lock(workspace), { code: 0, out: "platform.lock.yaml: no images to pin\n", err: "" });
  assert.equal(workspace.files(), ["platform.yaml"]);
  workspace.write("platform.lock.yaml", half().read("platform.lock.yaml"));
  assert.is((await shelf.lock(workspace)).code, 0);
  assert.match(workspace.read("platform.lock.yaml"), /\nversion: 1\nimages: \{\}\n$/);
  assert.is((await workspace.run(["validate"])).out, "platform.yaml: valid\n");
});

test("a lock file that somebody wrote is put in order; its mode and its line ends are its owner's", async () => {
  const workspace = new Workspace(spec(usual));
  await shelf.lock(workspace);
  const text = workspace.read("platform.lock.yaml");
  const lines = text.split("\n").filter((line) => !line.startsWith("#"));
  workspace.write("platform.lock.yaml", `# mine\n${[...lines.slice(0, 2), lines[3], lines[2]].join("\n")}\n`);
  chmodSync(workspace.path("platform.lock.yaml"), 0o600);
  assert.is((await shelf.lock(workspace)).out, "platform.lock.yaml: 2 unchanged, reformatted\n");
  assert.is(workspace.read("platform.lock.yaml"), text);
  assert.is(workspace.mode("platform.lock.yaml"), 0o600);
  workspace.write("platform.lock.yaml", text.replaceAll("\n", "\r\n"));
  assert.is((await shelf.lock(workspace)).out, "platform.lock.yaml: 2 unchanged\n");
  assert.match(workspace.read("platform.lock.yaml"), "\r\n");
});

test("the published command locks by the mirror of its environment, and ends at once", async () => {
  const workspace = new Workspace(spec(usual));
  const child = spawn(process.execPath, [command, "lock"], {
    cwd: workspace.folder,
    env: {
      ...plainEnv,
      HOME: workspace.folder,
      VARAI_GEN_REGISTRY_MIRROR: `ghcr.io=${shelf.registry.host},${shelf.registry.host}`,
    },
  });
  let said = "";
  let lastSaid = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      said += data;
      lastSaid = performance.now();
    });
  }
  await once(child, "close");
  assert.is(child.exitCode, 0, said);
  assert.match(said, /^platform\.lock\.yaml: 2 added\n/);
  // Connections that are kept open would keep it for four seconds after its last word.
  assert.ok(performance.now() - lastSaid < 3500);
});

test("nothing else is expected of lock", () => assertNothingElseExpected("lock"));

test.run();
