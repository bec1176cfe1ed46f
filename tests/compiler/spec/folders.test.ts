import { test } from "uvu";
import * as assert from "uvu/assert";
import { foldersOf } from "../../../compiler/spec/folders.ts";

for (const [output, root, expected] of [
  [".", undefined, { root: ".", output: "." }],
  ["deploy", undefined, { root: ".", output: "deploy" }],
  ["./deploy/", undefined, { root: ".", output: "deploy" }],
  ["..", undefined, { root: "..", output: "." }],
  ["../generated", undefined, { root: "..", output: "generated" }],
  ["../../a/b", undefined, { root: "../..", output: "a/b" }],
  ["../generated", "../generated", { root: "../generated", output: "." }],
  ["../deploy", "..", { root: "..", output: "deploy" }],
  ["../deploy", "../..", { root: "../..", output: undefined }],
  ["deploy", "code", { root: "code", output: undefined }],
  [".", "..", { root: "..", output: undefined }],
] as const) {
  test(`output ${output} with root ${root ?? "by default"}`, () => {
    assert.equal(foldersOf(root === undefined ? { output } : { output, root }), expected);
  });
}

test.run();
