import { describeSystemError } from "./failure.ts";

/**
 * Handles errors of the output streams. A reader that closes the pipe early, such as head, is not an error. A full disk is:
 * it is reported on standard error if possible, and the exit code is 2.
 */
export function guardStreams(): void {
  for (const [stream, name] of [
    [process.stdout, "standard output"],
    [process.stderr, "standard error"],
  ] as const) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (["EPIPE", "ERR_STREAM_DESTROYED"].includes(error.code ?? "") || process.exitCode === 2) return;
      process.exitCode = 2;
      if (stream === process.stderr) return;
      const described = describeSystemError({ ...error, code: error.code, path: name }) ?? `${name}: ${error.message}`;
      process.stderr.write(`error: ${described}\n`);
    });
  }
}
