// varai-gen lock when it cannot do its work: no digest, no network, wrong usage, obstacles. Nothing changes then, and
// nothing that is secret is said.
import { mkdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Registry, user } from "../support/registry.ts";
import { assertExpected, assertNothingElseExpected, transcript } from "./expected.ts";
import { half, Shelf, spec, usual } from "./locking.ts";
import { Workspace } from "./workspace.ts";

const shelf = new Shelf(test);

test("without a digest of every image, no lock file is written, and the exit code is 2", async () => {
  const { run, workspace } = await shelf.lockIncomplete([]);
  assert.is(run.code, 2);
  assert.is(run.out, "");
  assert.is(workspace.read("platform.lock.yaml"), half().read("platform.lock.yaml"));
  assertExpected("unresolved-one.txt", transcript(["lock"], run));
  workspace.write("other/platform.yaml", spec({ till: usual.till }));
  assert.is((await shelf.lock(workspace, ["--spec", "platform.yaml", "--spec", "other/platform.yaml"])).code, 2);
  assert.not.ok(workspace.has("other/platform.lock.yaml"), "one of two was written");
});

test("without a network it says what is unresolved, once for each image, and ends with 2", async () => {
  const workspace = new Workspace(spec(usual));
  const gone = await Registry.start();
  const { host } = gone;
  await gone.stop();
  const run = await shelf.lock(workspace, ["--mirror", host]);
  assert.is(run.code, 2);
  assert.match(run.err, /^error: 2 of 2 images could not be resolved; no lock file was written\n\n/);
  for (const image of [usual.till, usual.door]) {
    assert.match(run.err, new RegExp(`unresolved  ${image} +127\\.0\\.0\\.1:\\d+ refuses the connection\n`));
  }
  assert.equal(workspace.files(), ["platform.yaml"]);
});

const basic = Buffer.from(`${user.name}:${user.password}`).toString("base64");
const guess = Buffer.from(`${user.name}:secret-guess`).toString("base64");

/** Settings of Docker, by what is in them. `HOST` stands for the registry. */
const settings: Readonly<Record<string, string>> = {
  "the right password": `{ "auths": { "HOST": { "auth": "${basic}" } } }`,
  "a wrong password": `{ "auths": { "HOST": { "auth": "${guess}" } } }`,
  "an identity token": `{ "auths": { "HOST": { "identitytoken": "${user.identity}" } } }`,
  "a helper that fails and talks": '{ "credsStore": "talks" }',
  "a mistake in the middle": `{ "auths": { "HOST": { "auth": "${basic}" } secret-guess`,
};

for (const [name, config] of Object.entries(settings)) {
  test(`nothing secret is said, with ${name} in Docker's settings`, async () => {
    const { registry } = shelf;
    const workspace = half();
    const script = `#!/bin/sh\necho '{"Username":"alice","Secret":"secret-guess"'\necho secret-guess >&2\nexit 1\n`;
    workspace.write("bin/docker-credential-talks", script, 0o755);
    workspace.write("settings/config.json", config.replace("HOST", registry.host));
    const env = { DOCKER_CONFIG: workspace.path("settings"), PATH: `${workspace.path("bin")}:${process.env.PATH}` };
    const isKnown = /right|identity/.test(name);
    for (const gate of ["basic", "bearer"] as const) {
      registry.gate = gate;
      for (const format of ["pretty", "json", "github", "sarif"]) {
        // The missing tag makes it say something in every case.
        workspace.write("platform.yaml", spec({ ...usual, bell: "shop/bell:2.0" }));
        const { code, out, err } = await shelf.lock(workspace, ["--update", "--format", format], env);
        assert.is(code, 2);
        assert.match(out + err, "shop/bell");
        const secrets = [user.password, basic, guess, user.identity, "secret-guess", "token-for-"];
        for (const secret of secrets) assert.not.ok((out + err).includes(secret), `${format}: ${out}${err}`);
      }
    }
    workspace.write("platform.yaml", spec(usual));
    const { code } = await shelf.lock(workspace, ["--update"], env);
    // With a mistake in the settings nobody is known, and everybody gets a token here.
    assert.is(code, isKnown || /helper|mistake/.test(name) ? 0 : 2);
  });
}

test("a link or a folder in the place of the lock file is left alone", async () => {
  for (const arrange of [
    (workspace: Workspace) => mkdirSync(workspace.path("platform.lock.yaml")),
    (workspace: Workspace) => symlinkSync("elsewhere.yaml", workspace.path("platform.lock.yaml")),
  ]) {
    const workspace = new Workspace(spec(usual));
    arrange(workspace);
    const { code, err } = await shelf.lock(workspace);
    assert.is(code, 2);
    assert.match(err, /^error: platform\.lock\.yaml cannot be written: it is a (symbolic link|folder)\n$/);
    assert.not.ok(workspace.has("elsewhere.yaml"));
  }
});

test("a specification or a lock file with a mistake ends with 1 before anybody is asked", async () => {
  const cases = [
    ["platform.yaml", spec(usual).replace("port", "prot"), "schema/unknown-property"],
    ["platform.lock.yaml", "version: 2\nimages: {}\n", "lock/invalid"],
    ["platform.lock.yaml", "<<<<<<< HEAD\n", "lock/invalid"],
  ] as const;
  for (const [path, text, code] of cases) {
    const workspace = new Workspace(spec(usual));
    workspace.write(path, text);
    const before = workspace.snapshot();
    const run = await shelf.lock(workspace);
    assert.is(run.code, 1);
    assert.is(run.out, "");
    if (!text.startsWith("<")) assert.match(run.err, code);
    const { specs } = JSON.parse((await shelf.lock(workspace, ["--format", "json"])).out);
    assert.ok(specs[0].diagnostics.length > 0);
    assert.equal(workspace.snapshot(), before);
  }
  assert.equal(shelf.registry.asked, []);
});

const misuses: readonly (readonly string[])[] = [
  ["--check", "--update"],
  ["--update", "shop/til:1.0"],
  ["--update", "nothing-like-it"],
  ["--mirror", "http://mirror.example"],
  ["--mirror", "a b"],
  ["--spec", "platform.yaml", "--spec", "platform.yml"],
  ["--only", "compose"],
  ["--out", "out"],
];

test("wrong usage says what is wrong, and ends with 2", async () => {
  const workspace = new Workspace(spec(usual));
  workspace.write("platform.yml", spec(usual));
  const texts: string[] = [];
  for (const args of misuses) {
    const run = await shelf.lock(workspace, args);
    assert.is(run.code, 2, args.join(" "));
    assert.is(run.out, "");
    texts.push(transcript(["lock", ...args], run));
  }
  assertExpected("unresolved-misuse.txt", texts.join("\n"));
  assert.equal(workspace.files(), ["platform.yaml", "platform.yml"]);
});

test("nothing else is expected of unresolved", () => assertNothingElseExpected("unresolved"));

test.run();
