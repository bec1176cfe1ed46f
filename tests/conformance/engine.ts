import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Workshop } from "./workshop.ts";

/** A Docker engine of our own: nothing of it is left on the machine, and it reaches no network. */
export interface Engine {
  /** What a client of it needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** An image in it, empty, that stands in for every other. */
  readonly image: string;
  stop(): Promise<void>;
}

/** What the Docker client needs in its environment to find its plugins, and to leave no traces. */
export function clientEnv(workshop: Workshop): Readonly<Record<string, string>> {
  return { DOCKER_CONFIG: `${workshop.toolbox.prefixOf("docker")}/docker`, BUILDX_CONFIG: workshop.folder() };
}

/** The programs of the machine that the engine needs. */
export const engineNeeds: Readonly<Record<string, string>> = {
  iptables: "iptables",
  runc: "runc",
  setpriv: "util-linux",
  unshare: "util-linux",
};

const script = fileURLToPath(new URL("./engine.sh", import.meta.url));
const image = "stub/base:1";

/** An archive without files: two blocks of zeros. */
const emptyArchive = new Uint8Array(1024);

/**
 * Starts an engine in namespaces of its own, with its data in memory. When this process ends, by whatever means, the
 * kernel ends the engine, and with its namespaces everything that it has mounted.
 */
export async function startEngine(workshop: Workshop): Promise<Engine> {
  const folder = workshop.folder();
  mkdirSync(`${folder}/data`);
  const log = createWriteStream(`${folder}/log`);
  const command = [
    "--pdeathsig",
    "KILL",
    "unshare",
    "--mount",
    "--net",
    "--pid",
    "--fork",
    "--kill-child",
    "sh",
    script,
  ];
  const child = spawn("setpriv", [...command, folder], {
    cwd: folder,
    env: { PATH: workshop.toolbox.path, HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
    child.on("error", () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  const env = { ...clientEnv(workshop), DOCKER_HOST: `unix://${folder}/docker.sock` };
  const docker = (args: readonly string[], input?: Uint8Array) =>
    workshop.run("docker", args, { cwd: folder, env, ...(input ? { input } : {}) });
  for (let attempt = 0; (await docker(["version"])).code !== 0; attempt += 1) {
    if (attempt === 300 || child.exitCode !== null) {
      await stop();
      throw new Error(`the Docker engine does not start:\n${readFileSync(`${folder}/log`, "utf8").slice(-2000)}`);
    }
    await sleep(100);
  }
  await docker(["import", "-", image], emptyArchive);
  return { env, image, stop };
}
