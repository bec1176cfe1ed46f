// A specification names only files and folders of its repository; the command line may name others.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runProgram } from "../../compiler/cli/program.ts";
import { command, shop, Workspace } from "./workspace.ts";

/** A repository with a specification in `deploy`, and a folder `elsewhere` beside it. */
function repository(spec: string): Workspace {
  const workspace = new Workspace();
  workspace.remove("platform.yaml");
  mkdirSync(workspace.path("repository/.git"), { recursive: true });
  mkdirSync(workspace.path("elsewhere"));
  writeFileSync(workspace.path("elsewhere/more.yaml"), "secrets: { elsewhere: Not ours. }\n");
  workspace.write("repository/deploy/platform.yaml", spec);
  return workspace;
}

const inside = { cwd: "repository/deploy" };

for (const output of ["../../elsewhere", "/etc", "./../../elsewhere/new", "link", "link/new", "nothing"]) {
  test(`no output is written to ${output}`, async () => {
    const workspace = repository(shop({ output: `'${output}'` }));
    symlinkSync(workspace.path("elsewhere"), workspace.path("repository/deploy/link"));
    symlinkSync(workspace.path("elsewhere/none"), workspace.path("repository/deploy/nothing"));
    const { code, out, err } = await workspace.run([], inside);
    assert.is(code, 1);
    assert.match(out + err, /error path\/outside/);
    assert.equal(workspace.files("elsewhere"), ["elsewhere/more.yaml"]);
  });
}

test("output is written anywhere in the repository, and elsewhere on request", async () => {
  for (const output of ["../generated", "..", "out"]) {
    const workspace = repository(shop({ output }));
    assert.is((await workspace.run([], inside)).code, 0, output);
  }
  const workspace = repository(shop());
  assert.is((await workspace.run(["--out", "../../elsewhere/new"], inside)).code, 0);
  assert.ok(workspace.has("elsewhere/new/docker-compose.dev.yml"));
});

test("without a repository, the working directory holds everything", async () => {
  const workspace = new Workspace();
  workspace.write("spec/platform.yaml", shop({ output: ".." }));
  assert.match((await workspace.run(["validate"], { cwd: "spec" })).out, /path\/outside/);
  workspace.remove("platform.yaml");
  assert.is((await workspace.run([])).code, 0);
});

test("nothing outside is read: not by its path, and not through a link", async () => {
  for (const path of ["../../elsewhere/more.yaml", "link.yaml"]) {
    const workspace = repository(`${shop()}include: [${path}]\n`);
    symlinkSync(workspace.path("elsewhere/more.yaml"), workspace.path("repository/deploy/link.yaml"));
    const { out } = await workspace.run(["validate"], inside);
    assert.match(out, /path\/outside/);
    assert.not.match(out, "Not ours");
  }
  const linked = repository(`${shop()}include: [link.yaml]\n`);
  linked.write("repository/shared.yaml", "config: { NAME: { value: x } }\n");
  symlinkSync(linked.path("repository/shared.yaml"), linked.path("repository/deploy/link.yaml"));
  assert.not.match((await linked.run(["validate"], inside)).out, /path\/outside/);
});

test("a specification that is named may be anywhere", async () => {
  const workspace = repository(shop());
  symlinkSync(workspace.path("repository/deploy/platform.yaml"), workspace.path("elsewhere/platform.yaml"));
  const { code } = await workspace.run(["validate", "--spec", "elsewhere/platform.yaml"]);
  assert.is(code, 0);
});

test("a template that is a link out of the repository is not read", async () => {
  const workspace = repository(`${shop()}templates: templates\n`);
  mkdirSync(workspace.path("repository/deploy/templates/compose"), { recursive: true });
  const link = workspace.path("repository/deploy/templates/compose/compose.yaml.hbs");
  symlinkSync(workspace.path("elsewhere/more.yaml"), link);
  assert.match((await workspace.run([], inside)).err, /the file cannot be read/);
});

test("a save while generate runs makes check compile", async () => {
  const workspace = new Workspace();
  mkdirSync(workspace.path("node_modules"));
  let isSaved = false;
  const save = (): void => {
    if (isSaved) return;
    isSaved = true;
    workspace.edit("platform.yaml", (text) => text.replace("8080", "9090"));
  };
  const code = await runProgram([], {
    cwd: workspace.folder,
    env: {},
    isTerminal: false,
    bundle: command,
    input: () => new Uint8Array(),
    out: save,
    err: () => {},
  });
  assert.is(code, 0);
  assert.ok(isSaved);
  assert.is(workspace.spawn(["check"]).code, 1);
});

test("the folder of a specification elsewhere is its boundary", async () => {
  const [workspace, other] = [new Workspace(shop({ output: ".." })), new Workspace()];
  const { out } = await other.run(["validate", "--spec", workspace.path("platform.yaml")]);
  assert.match(out, /path\/outside/);
});

test.run();
