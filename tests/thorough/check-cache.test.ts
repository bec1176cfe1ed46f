// `check` may keep its verdict only as long as it would be the same. Each case is checked twice: with what generate
// left in node_modules, and without it, where everything is compiled.
import { chmodSync, cpSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Run, shop, Workspace } from "../cli/workspace.ts";

const memory = "node_modules/.cache/varai-gen/check.json";
const composeFile = "out/docker-compose.dev.yml";

/** A project whose output is up to date, with a verdict kept. */
function project(): Workspace {
  const workspace = new Workspace(spec);
  cpSync(original.folder, workspace.folder, { recursive: true });
  return workspace;
}

const spec = `${shop()}include: [more.yaml]\n`;
let original: Workspace;

/** Every project is a copy of one: nothing in it depends on its place. */
test.before(() => {
  original = generated();
});

function generated(): Workspace {
  const workspace = new Workspace(spec);
  const image = `registry.example/desk:1.0@sha256:${"01234567".repeat(8)}`;
  workspace.write(
    "more.yaml",
    `services: { desk: { description: here, image: "${image}", port: 7000, health: /health } }\n`,
  );
  mkdirSync(workspace.path("node_modules"));
  assert.is(workspace.spawn([]).code, 0, workspace.spawn([]).err);
  assert.ok(workspace.has(memory), "generate keeps no verdict");
  return workspace;
}

/** What check says with the verdict that was kept, after making sure that a compilation says the same. */
async function checked(workspace: Workspace): Promise<Run> {
  const run = workspace.spawn(["check"]);
  // In this process the command always compiles.
  assert.equal(await workspace.run(["check"]), run, "a compilation says something else");
  return run;
}

test("the verdict is kept, and is the one of a compilation", async () => {
  const workspace = project();
  assert.is((await checked(workspace)).code, 0);
  workspace.edit(memory, (text) => text.replace("files are up to date", "files are remembered"));
  assert.match(workspace.spawn(["check"]).out, "files are remembered");
});

const changes: Readonly<Record<string, (workspace: Workspace) => void>> = {
  "the specification": (workspace) => workspace.edit("platform.yaml", (text) => text.replace("8080", "9090")),
  "the specification, which is wrong then": (workspace) =>
    workspace.edit("platform.yaml", (text) => `${text}wrong: 1\n`),
  "a file that it includes": (workspace) => workspace.edit("more.yaml", (text) => text.replace("here", "there")),
  "a file that it includes, which is gone then": (workspace) => workspace.remove("more.yaml"),
  "a lock file that was not there": (workspace) => workspace.write("platform.lock.yaml", "version: 2\n"),
  "a generated file": (workspace) => workspace.edit(composeFile, (text) => `${text}# by hand\n`),
  "a generated file, which is gone then": (workspace) => workspace.remove(composeFile),
  "a generated file, which is a link then": (workspace) => {
    renameSync(workspace.path(composeFile), workspace.path("elsewhere"));
    symlinkSync(workspace.path("elsewhere"), workspace.path(composeFile));
  },
  "the line ends of a generated file": (workspace) =>
    workspace.edit(composeFile, (text) => text.replaceAll("\n", "\r\n")),
  "whether a script can be run": (workspace) => chmodSync(workspace.path("out/scripts/create-secrets.sh"), 0o644),
  "the manifest": (workspace) =>
    workspace.edit("out/.varai-gen.manifest", (text) => text.replace(/[0-9a-f]{8}/, "00000000")),
  "the user's .env, which is a folder then": (workspace) => {
    workspace.remove("out/.env");
    mkdirSync(workspace.path("out/.env"));
  },
  "the manifest, which is gone then": (workspace) => workspace.remove("out/.varai-gen.manifest"),
};

for (const [what, change] of Object.entries(changes)) {
  test(`it is found out anew after a change of ${what}`, async () => {
    const workspace = project();
    change(workspace);
    assert.is((await checked(workspace)).code, 1);
  });
}

test("a specification in a place that is looked at first is found", async () => {
  const workspace = new Workspace();
  mkdirSync(workspace.path("spec"));
  mkdirSync(workspace.path("node_modules"));
  renameSync(workspace.path("platform.yaml"), workspace.path("spec/platform.yaml"));
  workspace.spawn([]);
  assert.is((await checked(workspace)).code, 0);
  workspace.write("platform.yaml", shop({ port: 9090 }));
  assert.is((await checked(workspace)).code, 1);
});

test("a template of the user's own that is new is found", async () => {
  const workspace = new Workspace(`${shop()}templates: templates\n`);
  workspace.write("templates/docker/dockerignore.hbs", "*\n");
  mkdirSync(workspace.path("node_modules"));
  assert.is(workspace.spawn([]).code, 0, workspace.spawn([]).err);
  assert.is((await checked(workspace)).code, 0);
  workspace.write("templates/compose/compose.yaml.hbs", "services: {}\n");
  assert.is((await checked(workspace)).code, 1);
});

/** A project with a service whose source code lies in the output folder. */
async function builtProject(): Promise<Workspace> {
  const workspace = new Workspace(
    shop().replace(
      "services:",
      "services:\n  api: { runtime: node@22, start: node server.js, port: 3000, health: /health }",
    ),
  );
  workspace.write("api/package.json", '{ "scripts": { "dev": "node server.js", "test": "node --test" } }');
  workspace.write("api/package-lock.json", '{ "packages": { "": {} } }');
  workspace.write("api/server.js", "");
  mkdirSync(workspace.path("node_modules"));
  assert.is(workspace.spawn([]).code, 0, workspace.spawn([]).err);
  assert.is((await checked(workspace)).code, 0);
  return workspace;
}

const sourceChanges: Readonly<Record<string, (workspace: Workspace) => void>> = {
  "a manifest": (workspace) =>
    workspace.write("api/package.json", '{ "scripts": { "dev": "x" }, "dependencies": { "a": "1" } }'),
  "a lock file, which is gone then": (workspace) => workspace.remove("api/package-lock.json"),
  "a lock file that was not there": (workspace) => {
    workspace.write("api/pnpm-lock.yaml", "importers: {}\n");
    workspace.remove("api/package-lock.json");
  },
  "a file that only has to exist": (workspace) => workspace.remove("api/server.js"),
};

for (const [what, change] of Object.entries(sourceChanges)) {
  test(`it is found out anew after a change of the source code: ${what}`, async () => {
    const workspace = await builtProject();
    change(workspace);
    assert.is((await checked(workspace)).code, 1);
  });
}

test("source code that no rule reads may change", async () => {
  const workspace = await builtProject();
  workspace.edit(memory, (text) => text.replace("files are up to date", "files are remembered"));
  workspace.write("api/server.js", "changed();");
  assert.match(workspace.spawn(["check"]).out, "files are remembered");
});

test("what is private, and what is the user's own, may change", () => {
  const workspace = project();
  const before = workspace.read(memory);
  if (workspace.has("out/.env")) workspace.write("out/.env", "TAG=2\n");
  workspace.edit(memory, (text) => text.replace("files are up to date", "files are remembered"));
  assert.match(workspace.spawn(["check"]).out, "files are remembered");
  assert.not.match(before, '"path":".env"');
});

test("another varai-gen finds out for itself", () => {
  const workspace = project();
  workspace.edit(memory, (text) =>
    text.replace(/"build":"./, '"build":"-').replace("files are up to date", "files are remembered"),
  );
  assert.match(workspace.spawn(["check"]).out, "files are up to date");
});

test("a verdict that cannot be read is none", () => {
  for (const text of ["", "{", "null", "[]", '{"build":1}']) {
    const workspace = project();
    workspace.write(memory, text);
    assert.match(workspace.spawn(["check"]).out, "files are up to date");
  }
});

test("whoever asks for something else has it compiled", () => {
  const workspace = project();
  workspace.edit(memory, (text) => text.replace("files are up to date", "files are remembered"));
  assert.match(workspace.spawn(["check", "--spec", "platform.yaml"]).out, "files are up to date");
  assert.is(workspace.spawn(["check", "--quiet"]).out, "");
  assert.match(workspace.spawn(["check"], { env: { FORCE_COLOR: "1" } }).out, "files are up to date");
  assert.not.match(workspace.spawn(["check"], { env: { GITHUB_ACTIONS: "true" } }).out, "remembered");
});

test("nothing is kept where there are no dependencies, and check keeps nothing", () => {
  const workspace = new Workspace();
  workspace.spawn([]);
  assert.not.ok(workspace.has("node_modules"));
  mkdirSync(workspace.path("node_modules"));
  assert.is(workspace.spawn(["check"]).code, 0);
  assert.equal(workspace.files("node_modules"), []);
  assert.is(workspace.spawn(["--out", "elsewhere"]).code, 0);
  assert.equal(workspace.files("node_modules"), []);
});

test.run();
