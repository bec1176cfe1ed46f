import { readFileSync } from "node:fs";
import { createRequire, wrap } from "node:module";
import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/**
 * Runs `main.cjs`, the bundled command, with the code that V8 compiled of it when varai-gen was built: that takes half
 * of the time out of the start. V8 refuses code of another version of itself, and then compiles as usual.
 */
// The bundle is ASCII, and latin1 is read faster than UTF-8.
const main = `${__dirname}/main.cjs`;
const cache = readIfThere(`${__dirname}/main.cache`);

// A run ends long before optimised code pays for itself; only a very large platform makes V8 optimise.
if (/^2[02]\./.test(process.versions.node)) setFlagsFromString("--interrupt-budget=4000000");

if (cache) {
  const script = new Script(wrap(readFileSync(main, "latin1")), { filename: main, cachedData: cache });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(main), module, main, dirname(main));
} else createRequire(main)(main);

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
