import { readFileSync } from "node:fs";
import { runProgram } from "./cli/program.ts";
import { guardStreams } from "./cli/streams.ts";

/** Defined only in the bundle. */
declare const __filename: string | undefined;

guardStreams();

runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  bundle: typeof __filename === "string" ? __filename : undefined,
  isTerminal: process.stdout.isTTY === true,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  input: () => readFileSync(0),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((exitCode) => {
  // process.exit would lose output that is still buffered. A stream error has set the exit code already.
  process.exitCode ??= exitCode;
});
