// Paths of files: joined to the folder of the file that names them, and never out of the folder that they belong to.
import { posix } from "node:path";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isSafePath, resolveBeside } from "../../compiler/source/host.ts";
import { relativeTo } from "../../compiler/targets/compose/compose-file.ts";

const joined: readonly (readonly [string, string, string])[] = [
  ["platform.yaml", "x.yaml", "x.yaml"],
  ["spec/platform.yaml", "x.yaml", "spec/x.yaml"],
  ["spec/platform.yaml", "./x.yaml", "spec/x.yaml"],
  ["spec/platform.yaml", "../x.yaml", "x.yaml"],
  ["spec/platform.yaml", "../generated", "generated"],
  ["spec/platform.yaml", "..", "."],
  ["platform.yaml", ".", "."],
  ["platform.yaml", "../x.yaml", "../x.yaml"],
  ["../a/platform.yaml", "../../x.yaml", "../../x.yaml"],
  ["/project/spec/platform.yaml", "../x.yaml", "/project/x.yaml"],
  ["a/b.yaml", "c//d.yaml", "a/c/d.yaml"],
  ["a/b.yaml", "c/../d.yaml", "a/d.yaml"],
];

for (const [file, relative, path] of joined) {
  test(`'${relative}' beside '${file}' is '${path}'`, () => {
    assert.is(resolveBeside(file, relative), path);
  });
}

const name = fc.constantFrom("a", "b", "c.yaml", ".x", "..y");

test("paths are joined as everywhere", () => {
  const step = fc.oneof(name, fc.constantFrom("..", "."));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4 }), fc.array(step, { minLength: 1, maxLength: 5 }), (folder, steps) => {
      const file = [...folder, "platform.yaml"].join("/");
      assert.is(resolveBeside(file, steps.join("/")), posix.join(...folder, ...steps).replace(/(.)\/$/, "$1"));
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("a file is named relative to the folder of the file that names it, and found again", () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.array(name, { maxLength: 4 }), (from, to) => {
      const [file, path] = [from.join("/"), to.join("/") || "."];
      const relative = relativeTo(file, path);
      assert.match(relative, /^\.\.?(\/|$)/);
      assert.is(resolveBeside(file, relative), path, relative);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

const unsafe = [
  "",
  "/",
  "/etc/passwd",
  "..",
  "../x",
  "a/../b",
  "a/..",
  "./a",
  "a/./b",
  "a//b",
  "a/",
  "a\\b",
  "..\\x",
  "C:/x",
  "c:x",
  "a\0b",
  "a\nb",
];

test("a path stays in its folder, whatever it is joined with", () => {
  for (const path of unsafe) assert.not.ok(isSafePath(path), JSON.stringify(path));
  for (const path of ["a", ".env", "a/b.c", "..a", "a..", "...", "a b", "é/日本"]) assert.ok(isSafePath(path), path);
});

test.run();
