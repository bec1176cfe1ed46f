import { runProgram } from "./cli/program.ts";

/** Known to a bundle only. */
declare const __filename: string | undefined;

// A reader that has seen enough, such as head, is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  bundle: typeof __filename === "string" ? __filename : undefined,
  isTerminal: process.stdout.isTTY === true,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((exitCode) => {
  // Not process.exit: what has been written may still be on its way.
  process.exitCode = exitCode;
});
