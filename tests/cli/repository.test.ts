// The repository on disk: what exists in it, what does not, and that nothing outside of it is read.
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { repositoryAt } from "../../compiler/cli/repository.ts";
import { Repository } from "../../compiler/repository/repository.ts";
import { Workspace } from "./workspace.ts";

function repository(): { readonly workspace: Workspace; readonly at: ReturnType<typeof repositoryAt> } {
  const workspace = new Workspace();
  workspace.write("outside/secret.txt", "secret");
  workspace.write("root/a/b.txt", "0123456789");
  return { workspace, at: repositoryAt(workspace.path("root")) };
}

const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);

test("a file is read up to a limit, and a folder is listed with its folders marked", () => {
  const { workspace, at } = repository();
  mkdirSync(workspace.path("root/a/c"));
  assert.is(textOf(at.read("a/b.txt", 4)), "0123");
  assert.is(at.read("a", 4), undefined);
  assert.is(at.read("a/none.txt", 4), undefined);
  assert.equal(at.list("a"), ["b.txt", "c/"]);
  assert.is(at.list("none"), undefined);
  assert.is(at.list("a/b.txt"), undefined);
});

test("links inside the repository are followed, and links that lead out of it do not exist", () => {
  const { workspace, at } = repository();
  symlinkSync("b.txt", workspace.path("root/a/inside"));
  symlinkSync("../../outside/secret.txt", workspace.path("root/a/file"));
  symlinkSync("../../outside", workspace.path("root/a/folder"));
  symlinkSync("nowhere", workspace.path("root/a/dangling"));
  assert.equal(at.list("a"), ["b.txt", "inside"]);
  assert.is(textOf(at.read("a/inside", 100)), "0123456789");
  for (const path of ["a/file", "a/folder/secret.txt", "a/dangling", "../outside/secret.txt"]) {
    assert.is(at.read(path, 100), undefined, path);
  }
  assert.is(at.list("a/folder"), undefined);
  assert.is(at.list("../outside"), undefined);
});

test("the execute bit is that of the file", () => {
  const { workspace, at } = repository();
  assert.is(at.isExecutable("a/b.txt"), false);
  chmodSync(workspace.path("root/a/b.txt"), 0o755);
  assert.is(at.isExecutable("a/b.txt"), true);
});

test("a search skips dependencies and build output, and stops at a depth", () => {
  const { workspace, at } = repository();
  for (const path of ["a/x.go", "node_modules/x.go", "a/dist/x.go", "a/1/2/3/4/5/x.go", "a/1/2/3/4/5/6/x.go"]) {
    workspace.write(`root/${path}`, "");
  }
  const found = new Repository(at).find(".", (name) => name === "x.go");
  assert.equal(found, ["a/1/2/3/4/5/x.go", "a/x.go"]);
});

test("a path exists in one case of letters, and never above the root", () => {
  const { at } = repository();
  const files = new Repository(at);
  assert.is(files.has("a/b.txt"), true);
  assert.is(files.has("A/b.txt"), false);
  assert.is(files.otherCase("A/B.txt"), "a/b.txt");
  assert.is(files.otherCase("c/b.txt"), undefined);
  assert.is(files.has("../outside/secret.txt"), false);
  assert.is(files.read("../outside/secret.txt"), undefined);
});

test("the number of files that are looked at is bounded", () => {
  let lookups = 0;
  const endless = new Repository({
    read: () => undefined,
    list: () => {
      lookups++;
      return Array.from({ length: 50 }, (_, index) => `f${index}/`);
    },
    isExecutable: () => false,
  });
  assert.equal(
    endless.find(".", () => true),
    [],
  );
  assert.ok(lookups <= 400, `${lookups} folders were listed`);
});

test.run();
