// The code and its tests type-check: a name that is missing in one place is found wherever it is used.
import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "./support/sources.ts";

test("everything type-checks", () => {
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  const { stdout } = spawnSync(process.execPath, [compiler, "--noEmit"], { cwd: root, encoding: "utf8" });
  assert.is(stdout, "");
});

test.run();
