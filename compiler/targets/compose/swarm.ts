import { YamlLine } from "../../literals/yaml-document.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Service } from "../../model/service.ts";
import type { ComposeFile } from "./compose-file.ts";
import { type ComposeView, composeParts, type ServicePart } from "./file-view.ts";
import { shareFields } from "./fragments.ts";
import { type Fields, present, serviceFields } from "./service-body.ts";

/** Keys of Docker Compose that `docker stack deploy` refuses or ignores, and those that have another form in a Swarm. */
const replaced: ReadonlySet<string> = new Set([
  "build",
  "depends_on",
  "develop",
  "network_mode",
  "pid",
  "privileged",
  "profiles",
  "restart",
  "security_opt",
  "tmpfs",
]);

/** The path of the stack file of an environment, beside its Compose file. */
export function swarmPath({ path, environment }: ComposeFile): string {
  return [...path.split("/").slice(0, -1), `docker-stack.${environment.name}.yml`].join("/");
}

/** Whether an environment has a stack file: Swarms run released images. */
export function hasSwarmFile({ settings, stack, environment }: ComposeFile): boolean {
  const { tier } = environment;
  return settings.swarm && stack === undefined && (tier === "staging" || tier === "production");
}

/** What the stack file of an environment contains: no tests, and only jobs that run before services. */
export function swarmFile(file: ComposeFile): ComposeFile {
  return { ...file, path: swarmPath(file), jobs: file.jobs.filter(({ before }) => before.length > 0), tests: [] };
}

/**
 * The stack file of an environment, for `docker stack deploy`. Swarm has an older form of the Compose format: it acts on
 * update policies, but has no dependencies, no profiles, and no addresses of published ports.
 */
export function swarmView(file: ComposeFile): ComposeView {
  const { view, parts } = composeParts(swarmFile(file));
  const { fragments, bodies } = shareFields(parts.map(bodyOf));
  return {
    ...view,
    project: "",
    usage: usageOf(file),
    fragments,
    services: parts.map(({ service: { comments, name } }, index) => ({ comments, name, body: bodies[index] ?? {} })),
  };
}

/** Reports what a service loses in a Swarm. */
export function checkSwarm(file: ComposeFile, reporter: Reporter): void {
  const { environment } = file;
  if (file.secrets.provider === "vault") {
    const path = ["targets", "compose", "swarm"];
    reporter.report("compose/swarm-with-vault", { environment: environment.name, path }, {});
  }
  for (const { name, path, before } of swarmFile(file).jobs) {
    const holes = { job: name, services: before.join(", ") };
    reporter.report("compose/swarm-order", { environment: environment.name, path: [...path, "before"] }, holes);
  }
  for (const { name, path, publish, hardening } of file.services) {
    const { isPrivileged, usesHostNetwork, usesHostProcesses } = hardening;
    const lost = [
      ...publish.filter(isLocal).map(({ host }) => `port ${host} on one address of the host`),
      ...(isPrivileged ? ["privileged containers"] : []),
      ...(usesHostNetwork ? ["the network of the host"] : []),
      ...(usesHostProcesses ? ["the processes of the host"] : []),
    ];
    const place = { environment: environment.name, path, half: "key" } as const;
    for (const what of lost) reporter.report("compose/swarm-lost", place, { service: name, what });
  }
}

/** Whether a port is published on one address only. A Swarm publishes ports on every address. */
function isLocal({ address }: Service["publish"][number]): boolean {
  return address !== "0.0.0.0" && address !== "::";
}

function bodyOf({ service, workload }: ServicePart): Fields {
  const fields = serviceFields(service);
  const publish = workload && "publish" in workload ? workload.publish.filter((port) => !isLocal(port)) : [];
  const ports = publish.map(({ host, port }) => ({
    target: port.number,
    published: host,
    protocol: port.protocol === "udp" ? "udp" : "tcp",
    // Not through the routing mesh, which hides the addresses of clients.
    mode: "host",
  }));
  const volumes = [...list(fields.volumes).map(withoutBindOptions), ...service.tmpfs.map(tmpfsMount)];
  const swarm = present({
    ...fields,
    ports: ports.length > 0 ? ports : null,
    volumes: volumes.length > 0 ? volumes : null,
    deploy: { ...deployMode(service.restart, workload), ...(fields.deploy as Fields) },
  });
  return Object.fromEntries(Object.entries(swarm).filter(([key]) => !replaced.has(key)));
}

/** A service is restarted by the Swarm. Whatever runs to completion is a job of the Swarm. */
function deployMode(restart: string, workload: ServicePart["workload"]): Fields {
  const [policy = "no", attempts] = restart.split(":");
  if (!workload || !("scale" in workload)) {
    return { mode: "replicated-job", restart_policy: { condition: "on-failure", max_attempts: Number(attempts ?? 3) } };
  }
  const condition = { "unless-stopped": "any", "on-failure": "on-failure" }[policy] ?? "none";
  return { restart_policy: { condition, delay: "5s" } };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function withoutBindOptions(volume: unknown): unknown {
  if (typeof volume !== "object" || volume === null) return volume;
  const { bind, ...others } = volume as Fields;
  const { create_host_path: _, ...options } = (bind ?? {}) as Fields;
  return Object.keys(options).length > 0 ? { ...others, bind: options } : others;
}

/** `/tmp:size=64m,mode=1777` as a mount; the mode is the default. */
function tmpfsMount(tmpfs: string): Fields {
  const [, target = "", size = "0"] = /^(.+):size=(\d+)m/.exec(tmpfs) ?? [];
  return { type: "tmpfs", target, tmpfs: { size: new YamlLine(String(Number(size) * 1024 ** 2)) } };
}

/** How to deploy the file. `docker stack` does not read `.env`. */
function usageOf(file: ComposeFile): readonly string[] {
  const path = swarmPath(file);
  const stack = file.project;
  return [
    "For Docker Swarm, which updates services step by step and rolls back. It reads variables from the environment, not from",
    ".env: set -a; . ./.env; set +a. Bind mounts need the files at the same path of each node. Secrets cannot be changed:",
    "remove the stack and its secrets first. Swarm does not support no-new-privileges.",
    "",
    `  docker stack deploy --detach=false --with-registry-auth -c ${path} ${stack}   # start, or update`,
    `  docker stack services ${stack}   # show the state of every service`,
    `  docker service rollback ${stack}_NAME   # return to the version before`,
    `  docker stack rm ${stack}   # stop; volumes are kept`,
  ];
}
