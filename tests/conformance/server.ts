import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Workshop } from "./workshop.ts";

/** A program that goes on running until it is ended. */
export interface Server {
  readonly name: string;
  hasEnded(): boolean;
  /** Ends it at once: asked politely, some wait for minutes. */
  end(): Promise<void>;
  /** The end of what it has said. */
  said(): string;
}

/** Starts a program in a folder that is its own. When this process ends, by whatever means, the kernel ends it. */
export function startServer(
  workshop: Workshop,
  folder: string,
  [command, ...args]: readonly [string, ...(readonly string[])],
  env: Readonly<Record<string, string>> = {},
): Server {
  const path = `${folder}/${command}.log`;
  const log = createWriteStream(path);
  const child = spawn("setpriv", ["--pdeathsig", "KILL", command, ...args], {
    cwd: folder,
    env: { PATH: workshop.toolbox.path, HOME: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
    child.on("error", () => resolve());
  });
  return {
    name: command,
    hasEnded: () => child.exitCode !== null,
    end: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    said: () => readFileSync(path, "utf8").slice(-2000),
  };
}

/** Waits until servers answer; ends them and throws when one has ended, or none answers within a minute. */
export async function whenReady(servers: readonly Server[], isReady: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isReady())) {
    const ended = servers.find((server) => server.hasEnded());
    if (ended || Date.now() > deadline) {
      await Promise.all(servers.map((server) => server.end()));
      const [silent = ended] = ended ? [ended] : servers.toReversed();
      throw new Error(`${silent?.name} does not start:\n${silent?.said()}`);
    }
    await sleep(100);
  }
}
