import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { type ApiServer, startApiServer } from "./apiserver.ts";
import { type Engine, startEngine } from "./engine.ts";
import { type ExecuteOptions, execute, type Outcome } from "./execute.ts";
import type { Toolbox } from "./tools.ts";

/** Where checkers work: tools, room on the disk, a Docker engine for those that ask for it. */
export interface Workshop {
  readonly toolbox: Toolbox;
  /** Runs a tool in an environment that has nothing of its user's. */
  run(
    command: string,
    args: readonly string[],
    options: Partial<ExecuteOptions> & Pick<ExecuteOptions, "cwd">,
  ): Promise<Outcome>;
  /** A new, empty folder. It is removed in the end. */
  folder(): string;
  /** The Docker engine; the first to ask for it starts it. */
  engine(): Promise<Engine>;
  /** The API server of Kubernetes; the first to ask for it starts it. */
  apiServer(): Promise<ApiServer>;
  /** Stops what runs, and removes what was made. */
  close(): Promise<void>;
}

/** Opens a workshop. Whoever does so closes it, come what may. */
export function openWorkshop(toolbox: Toolbox): Workshop {
  const scratch = mkdtempSync(`${tmpdir()}/varai-gen-conformance-`);
  mkdirSync(`${scratch}/home`);
  let folders = 0;
  let engine: Promise<Engine> | undefined;
  let apiServer: Promise<ApiServer> | undefined;
  const env = { PATH: toolbox.path, HOME: `${scratch}/home`, LANG: "C.UTF-8", TZ: "UTC" };
  const workshop: Workshop = {
    toolbox,
    run: (command, args, options) => execute(command, args, { ...options, env: { ...env, ...options.env } }),
    folder: () => {
      folders += 1;
      const path = `${scratch}/${folders}`;
      mkdirSync(path);
      return path;
    },
    engine: () => {
      engine ??= startEngine(workshop);
      return engine;
    },
    apiServer: () => {
      apiServer ??= startApiServer(workshop);
      return apiServer;
    },
    close: async () => {
      await engine?.then((running) => running.stop()).catch(() => undefined);
      await apiServer?.then((running) => running.stop()).catch(() => undefined);
      rmSync(scratch, { recursive: true, force: true });
    },
  };
  return workshop;
}
