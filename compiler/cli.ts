import { runProgram } from "./cli/program.ts";
import { guardStreams } from "./cli/streams.ts";

/** Known to a bundle only. */
declare const __filename: string | undefined;

guardStreams();

runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  bundle: typeof __filename === "string" ? __filename : undefined,
  isTerminal: process.stdout.isTTY === true,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((exitCode) => {
  // Not process.exit: what has been written may still be on its way. Where it got nowhere, that has been said by now.
  process.exitCode ??= exitCode;
});
