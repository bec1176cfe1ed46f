import { readFileSync } from "node:fs";
import { createRequire, wrap } from "node:module";
import { dirname } from "node:path";
import { isatty } from "node:tty";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { type CheckOutput, readCheckCache } from "./cli/check-cache.ts";
import { isColorful } from "./cli/color.ts";
import { guardStreams } from "./cli/streams.ts";

/** The hash of `main.cjs`, which the bundler writes here. */
declare const build: string;

/**
 * Prints the cached result of `check` if its inputs and the output are unchanged. Otherwise runs `main.cjs`, the bundled
 * command, with V8's code cache from the build, which halves the start time. V8 rejects the cache of another version and
 * compiles the code itself.
 */
const result = cachedResult();
if (result) {
  guardStreams();
  process.stderr.write(result.err);
  process.stdout.write(result.out);
} else run();

/** The cached result of `check` without options, as scripts and hooks run it. Anything else is compiled. */
function cachedResult(): CheckOutput | undefined {
  const [, , command, ...options] = process.argv;
  const isPlain = process.env.GITHUB_ACTIONS !== "true" && !isColorful("auto", process.env, isatty(1));
  return command === "check" && options.length === 0 && isPlain
    ? readCheckCache({ cwd: process.cwd(), env: process.env }, build)
    : undefined;
}

function run(): void {
  // The bundle is ASCII, and latin1 is read faster than UTF-8.
  const main = `${__dirname}/main.cjs`;
  const cache = readIfThere(`${__dirname}/main.cache`);
  // A run ends long before optimised code pays for itself; only a very large platform makes V8 optimise.
  if (/^2[02]\./.test(process.versions.node)) setFlagsFromString("--interrupt-budget=4000000");
  if (!cache) {
    createRequire(main)(main);
    return;
  }
  const script = new Script(wrap(readFileSync(main, "latin1")), { filename: main, cachedData: cache });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(main), module, main, dirname(main));
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
