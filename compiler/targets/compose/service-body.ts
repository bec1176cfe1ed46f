import { quoteDouble, quoteList } from "../../literals/yaml.ts";
import { YamlLine } from "../../literals/yaml-document.ts";
import type { DeployView } from "./deploy.ts";
import type { HealthcheckView, ServiceView } from "./service-fields.ts";
import type { VolumeView } from "./volumes.ts";

/** A map of a Compose file. */
export type Fields = Readonly<Record<string, unknown>>;

/** Characters of the longest list that stands on one line. */
const longestList = 140;

/** The body of a service in a Compose file, without defaults of Compose. */
export function serviceBody(view: ServiceView): Fields {
  return present(serviceFields(view));
}

/**
 * Every field of a service; null where the service does not have it. This is the only place that decides about the order
 * of keys: image and command, configuration, connections, dependencies, health, limits, logging, hardening.
 */
export function serviceFields(view: ServiceView): Fields {
  return {
    image: view.image,
    build: view.build && present({ ...view.build }),
    entrypoint: words(view.entrypoint),
    command: words(view.command),
    profiles: list(view.profiles),
    restart: view.restart === "no" ? null : view.restart,
    environment: view.environment.length === 0 ? null : quotedValues(view.environment),
    secrets: list(view.secrets.map(({ source, target }) => (target === null ? source : { source, target }))),
    ports: list(view.ports.map((port) => new YamlLine(quoteDouble(port)))),
    volumes: list(view.volumes.map(volumeBody)),
    networks: list(view.networks),
    network_mode: view.networkMode,
    depends_on: dependencies(view),
    healthcheck: view.healthcheck && healthcheckBody(view.healthcheck),
    stop_signal: view.stopSignal === "SIGTERM" ? null : view.stopSignal,
    stop_grace_period: view.stopGracePeriod === "10s" ? null : view.stopGracePeriod,
    deploy: deployBody(view.deploy),
    develop: view.watch.length === 0 ? null : { watch: view.watch.map((path) => ({ action: "rebuild", path })) },
    logging: loggingBody(view),
    user: new YamlLine(quoteDouble(view.user)),
    init: view.init || null,
    pid: view.pid,
    privileged: view.isPrivileged || null,
    read_only: view.isReadOnly || null,
    tmpfs: list(view.tmpfs),
    cap_drop: ["ALL"],
    cap_add: list(view.capAdd),
    security_opt: ["no-new-privileges:true"],
  };
}

/** The keys that limit the rights of a container. They are the last ones of a service. */
export const hardeningKeys: ReadonlySet<string> = new Set([
  "user",
  "init",
  "pid",
  "privileged",
  "read_only",
  "tmpfs",
  "cap_drop",
  "cap_add",
  "security_opt",
]);

/** The fields that are not null. */
export function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function list(items: readonly unknown[]): readonly unknown[] | null {
  return items.length === 0 ? null : items;
}

/** A command in exec form: on one line where it fits, because a command is read from left to right. */
function words(items: readonly string[]): YamlLine | readonly string[] | null {
  if (items.length === 0) return null;
  const line = quoteList(items);
  return line.length > longestList || items.some((item) => item.includes("\n")) ? items : new YamlLine(line);
}

function quotedValues(entries: readonly { readonly name: string; readonly value: string }[]): Fields {
  return Object.fromEntries(entries.map(({ name, value }) => [name, new YamlLine(quoteDouble(value))]));
}

/**
 * A volume, in the short form if that can express it. A file or folder of the host needs the long form: with the short one
 * Docker creates an empty folder where it is missing.
 */
function volumeBody(volume: VolumeView): Fields | string {
  const { source, target } = volume;
  const isPlain = !volume.isBind && !volume.isReadOnly && volume.subpath === null;
  if (isPlain && !target.includes(":")) return source === null ? target : `${source}:${target}`;
  return present({
    type: volume.type,
    source,
    target,
    read_only: volume.isReadOnly || null,
    bind: volume.isBind ? present({ create_host_path: false, propagation: volume.isSlave ? "rslave" : null }) : null,
    volume: volume.subpath === null ? null : { subpath: volume.subpath },
  });
}

function dependencies({ dependsOn }: ServiceView): Fields | null {
  if (dependsOn.length === 0) return null;
  return Object.fromEntries(dependsOn.map(({ name, condition }) => [name, { condition }]));
}

function healthcheckBody({ test, interval, timeout, retries, startPeriod }: HealthcheckView): Fields {
  return { test: words(test), interval, timeout, retries, start_period: startPeriod, start_interval: "2s" };
}

function deployBody({ replicas, limits, reservations, update }: DeployView): Fields {
  const { pids } = limits;
  return present({
    replicas: replicas === 1 ? null : replicas,
    resources: present({
      limits: { ...amounts(limits), pids },
      reservations: reservations && amounts(reservations),
    }),
    update_config: update && {
      parallelism: update.parallelism,
      delay: update.delay,
      failure_action: update.failureAction,
      order: update.order,
    },
    rollback_config: update && { parallelism: update.rollbackParallelism, delay: update.rollbackDelay },
  });
}

function amounts({ cpus, memory }: { readonly cpus: string; readonly memory: string }): Fields {
  return { cpus: new YamlLine(quoteDouble(cpus)), memory: new YamlLine(quoteDouble(memory)) };
}

function loggingBody({ logging }: ServiceView): Fields {
  return {
    driver: "json-file",
    options: quotedValues([
      { name: "max-file", value: logging.files },
      { name: "max-size", value: logging.size },
    ]),
  };
}
