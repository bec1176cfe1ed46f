import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startServer, whenReady } from "./server.ts";
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
  const apart = ["--mount", "--net", "--pid", "--fork", "--kill-child"];
  const engine = startServer(workshop, folder, ["unshare", ...apart, "sh", script, folder]);
  const env = { ...clientEnv(workshop), DOCKER_HOST: `unix://${folder}/docker.sock` };
  const docker = (args: readonly string[], input?: Uint8Array) =>
    workshop.run("docker", args, { cwd: folder, env, ...(input ? { input } : {}) });
  await whenReady([engine], async () => (await docker(["version"])).code === 0);
  await docker(["import", "-", image], emptyArchive);
  return { env, image, stop: engine.end };
}
