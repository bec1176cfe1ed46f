import { describeSystemError } from "./failure.ts";

/**
 * Lets a run end with what it found, whoever reads it: a reader that has seen enough, such as head, is no error. A disk
 * that takes no more is: it is said where that is possible, and the run ends with 2.
 */
export function guardStreams(): void {
  for (const [stream, name] of [
    [process.stdout, "the standard output"],
    [process.stderr, "the standard error"],
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
