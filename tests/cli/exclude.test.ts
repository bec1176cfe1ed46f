// `exclude` leaves files to the user: they are neither written, nor checked, nor deleted.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { shop, Workspace } from "./workspace.ts";

const script = "out/scripts/create-secrets.sh";

const excluding = (...patterns: readonly string[]): string => `exclude: ${JSON.stringify(patterns)}\n${shop()}`;

test("a foreign file stays, and check is green", async () => {
  const workspace = new Workspace();
  workspace.write("platform.yaml", excluding("scripts/create-secrets.sh"));
  workspace.write(script, "# mine\n");
  assert.is((await workspace.run([])).code, 0);
  assert.is(workspace.read(script), "# mine\n");
  assert.is((await workspace.run(["check"])).code, 0);
  assert.not.match(workspace.read("out/.varai-gen.manifest"), "create-secrets.sh");
  assert.not.match((await workspace.run(["list"])).out, "create-secrets.sh");
});

test("a generated file that is excluded later stays as well, edited or not", async () => {
  for (const isEdited of [false, true]) {
    const workspace = new Workspace();
    assert.is((await workspace.run([])).code, 0);
    if (isEdited) workspace.edit(script, (text) => `${text}# mine\n`);
    const text = workspace.read(script);
    workspace.write("platform.yaml", excluding("scripts"));
    const run = await workspace.run([]);
    assert.is(run.code, 0, run.err);
    assert.is(workspace.read(script), text);
    assert.equal(await workspace.run(["check"]), { code: 0, out: "out: 4 files are up to date\n", err: "" });
  }
});

test("a file that is not excluded any more has to be replaced", async () => {
  const workspace = new Workspace();
  workspace.write("platform.yaml", excluding("scripts"));
  workspace.write(script, "# mine\n");
  assert.is((await workspace.run([])).code, 0);
  workspace.write("platform.yaml", shop());
  const run = await workspace.run([]);
  assert.is(run.code, 1);
  assert.match(run.err, 'to keep your file, add to platform.yaml: exclude: ["scripts/create-secrets.sh"]');
  assert.is((await workspace.run(["--force"])).code, 0);
  assert.not.match(workspace.read(script), "# mine");
});

test("a pattern that matches only files of other targets is no mistake in a part of the output", async () => {
  const workspace = new Workspace();
  workspace.write("platform.yaml", excluding("docker-compose.dev.yml"));
  const run = await workspace.run(["--only", "docker"]);
  assert.is(run.code, 0, run.err);
});

test.run();
