// What a specification is read from may be links: to files, to folders, to nowhere, to a folder that they are in.
import { mkdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { shop, Workspace } from "./workspace.ts";

const mine = "# mine\n*\n";

function withTemplates(): Workspace {
  const workspace = new Workspace(`${shop()}templates: own\n`);
  workspace.write("elsewhere/gitignore.hbs", mine);
  mkdirSync(workspace.path("own"));
  return workspace;
}

test("a template may be a link", async () => {
  const workspace = withTemplates();
  mkdirSync(workspace.path("own/compose"));
  symlinkSync("../../elsewhere/gitignore.hbs", workspace.path("own/compose/gitignore.hbs"));
  assert.is((await workspace.run([])).code, 0);
  assert.is(workspace.read("out/secrets/.gitignore"), mine);
});

test("a folder of templates may be a link, and so may one in it, even to itself", async () => {
  const workspace = withTemplates();
  symlinkSync("../elsewhere", workspace.path("own/compose"));
  symlinkSync(".", workspace.path("elsewhere/again"));
  assert.is((await workspace.run([])).code, 0);
  assert.is(workspace.read("out/secrets/.gitignore"), mine);
});

test("a template that is a link to nowhere is a mistake", async () => {
  const workspace = withTemplates();
  mkdirSync(workspace.path("own/compose"));
  symlinkSync("nowhere", workspace.path("own/compose/gitignore.hbs"));
  const { code, err } = await workspace.run([]);
  assert.is(code, 1);
  assert.match(err, "error template/invalid");
  assert.match(err, "compose/gitignore.hbs");
});

test.run();
