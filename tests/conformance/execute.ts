import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

/** How a program ended, and what it said. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface ExecuteOptions {
  readonly cwd: string;
  /** All of its environment: nothing is handed down. */
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** After so many milliseconds the program is stopped, which is a failure. Default: two minutes. */
  readonly timeout?: number;
  /** A folder for what it says. A program that opens /dev/stderr itself can do so only when that is a file. */
  readonly output?: string;
}

/** Runs a program without a shell, and waits for its end. Throws when it cannot be started, or does not end. */
export function execute(command: string, args: readonly string[], options: ExecuteOptions): Promise<Outcome> {
  const { cwd, env, input, timeout = 120_000, output } = options;
  const files = output === undefined ? undefined : openFiles(output);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["pipe", files?.out.handle ?? "pipe", files?.err.handle ?? "pipe"],
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let isOverdue = false;
    const timer = setTimeout(() => {
      isOverdue = true;
      child.kill("SIGKILL");
    }, timeout);
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    // A program that does not read its input is free not to.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(new Error(`${command} cannot be started: ${error.message}`));
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (isOverdue) reject(new Error(`${command} did not end within ${timeout / 1000} s`));
      const said = files ? { out: files.out.read(), err: files.err.read() } : { out: textOf(out), err: textOf(err) };
      resolve({ code: code ?? 1, ...said });
    });
  });
}

interface OutputFile {
  readonly handle: number;
  /** What is in it; it can be read once. */
  read(): string;
}

function openFiles(folder: string): { out: OutputFile; err: OutputFile } {
  const open = (path: string): OutputFile => {
    const handle = openSync(path, "a");
    const read = (): string => {
      closeSync(handle);
      return readFileSync(path, "utf8");
    };
    return { handle, read };
  };
  return { out: open(`${folder}/out`), err: open(`${folder}/err`) };
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

/** The lines of a text that say something. */
export function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
}

/** What a tool found, when it says so by its exit code, and a line each. */
export function complaintsOf({ code, out, err }: Outcome): readonly string[] {
  if (code === 0) return [];
  const lines = linesOf(out + err);
  return lines.length > 0 ? lines : [`exit code ${code}`];
}
