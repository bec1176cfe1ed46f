import { execFileSync } from "node:child_process";
import { root } from "./files.ts";

/**
 * Keeps what V8 compiles of the command when it checks this repository's own output, so that the next start finds it
 * compiled. Runs in a process of its own, because V8 keeps only what that process has used.
 */
export function writeCodeCache(): void {
  execFileSync(process.execPath, ["--eval", `(${warmUp})(process.argv[1])`, root], { stdio: "ignore" });
}

/** Plain JavaScript: it runs as the text of a script. The cache keeps the file's name, therefore that is no whole path. */
const warmUp = `(root) => {
  const { readFileSync, writeFileSync } = require("node:fs");
  const { createRequire, wrap } = require("node:module");
  const { setFlagsFromString } = require("node:v8");
  const { Script } = require("node:vm");
  if (/^2[02]\\./.test(process.versions.node)) setFlagsFromString("--interrupt-budget=4000000");
  const main = root + "dist/main.cjs";
  const script = new Script(wrap(readFileSync(main, "latin1")), { filename: "main.cjs" });
  process.chdir(root);
  process.argv = [process.execPath, main, "check"];
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(main), module, main, root + "dist");
  process.on("exit", () => {
    writeFileSync(root + "dist/main.cache", script.createCachedData());
    process.exitCode = 0;
  });
}`;
