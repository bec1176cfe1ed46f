import { readFileSync } from "node:fs";
import { createRequire, wrap } from "node:module";
import { dirname } from "node:path";
import { isatty } from "node:tty";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { isColorful } from "./cli/color.ts";
import { recall, type Said } from "./cli/memory.ts";
import { guardStreams } from "./cli/streams.ts";

/** The hash of `main.cjs`, which the bundler writes here. */
declare const build: string;

/**
 * Says what `check` said last where nothing that it depends on has changed since. Otherwise runs `main.cjs`, the bundled command, with the code that V8 compiled of it when varai-gen was built: that takes half
 * of the time out of the start. V8 refuses code of another version of itself, and then compiles as usual.
 */
const said = recalled();
if (said) {
  guardStreams();
  process.stderr.write(said.err);
  process.stdout.write(said.out);
} else run();

/** `check` without options, as a script or a hook runs it: whoever asks for anything else has it compiled. */
function recalled(): Said | undefined {
  const [, , command, ...options] = process.argv;
  const isPlain = process.env.GITHUB_ACTIONS !== "true" && !isColorful("auto", process.env, isatty(1));
  return command === "check" && options.length === 0 && isPlain ? recall(process.cwd(), build) : undefined;
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
