import { engines } from "../catalog/engine.ts";
import { entryOf } from "../spec/entry.ts";
import type { ServiceSpec } from "../spec/spec.ts";
import type { Tier } from "../spec/tiers.ts";
import type { EnvironmentContext } from "./context.ts";
import { hasOrigin, isDevelopedIn } from "./origin.ts";
import type { Port, PublishedPort, Route } from "./service.ts";
import type { Tools } from "./tools.ts";

/** The ports of a service, the main one first, then by name. */
export function buildPorts(service: ServiceSpec): readonly Port[] {
  const engine = service.engine && engines.get(service.engine.name);
  const further = Object.entries(service.ports ?? {})
    .map(([name, port]) => ({ ...port, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (engine) return [...engine.ports, ...further];
  return service.port ? [{ ...service.port, name: service.port.protocol }, ...further] : further;
}

/** Finds a port by its name; without a name, the main one. Reports a name that the service does not have. */
export class PortFinder {
  readonly #context: EnvironmentContext;
  readonly #service: string;
  readonly #ports: readonly Port[];

  constructor(context: EnvironmentContext, service: string, ports: readonly Port[]) {
    this.#context = context;
    this.#service = service;
    this.#ports = ports;
  }

  /** `path` is where the name was written, below the service. */
  find(name: string | undefined, path: readonly (string | number)[]): Port | undefined {
    const port = name === undefined ? this.#ports[0] : this.#ports.find((candidate) => candidate.name === name);
    const service = entryOf(this.#context.environment.services, this.#service);
    if (port || (service && !hasOrigin(service))) return port;
    const at = ["services", this.#service, ...path];
    if (name === undefined)
      this.#context.report("model/no-port", { path: at }, { service: this.#service, what: String(path[0]) });
    else {
      const known = this.#ports.map((candidate) => candidate.name);
      this.#context.report("model/unknown-port", { path: [...at, "port"] }, { service: this.#service, name, known });
    }
    return undefined;
  }
}

const loopback = "127.0.0.1";

/** The ports that are published on the host. In development the default is all ports. */
export function buildPublish(
  service: ServiceSpec,
  tier: Tier,
  ports: readonly Port[],
  finder: PortFinder,
): readonly PublishedPort[] {
  const isDeveloped = tier === "development";
  const debug = isDevelopedIn(service, tier) ? service.develop?.debug : undefined;
  const published = service.publish ? chosen(service.publish, finder) : isDeveloped ? ports.map(onThisMachine) : [];
  const all =
    debug === undefined ? published : [...published, onThisMachine({ name: "debug", number: debug, protocol: "tcp" })];
  return all.toSorted((a, b) => a.host - b.host);
}

function chosen(publish: NonNullable<ServiceSpec["publish"]>, finder: PortFinder): readonly PublishedPort[] {
  return publish.flatMap(({ host, port: name, address }, index) => {
    const port = finder.find(name, ["publish", index]);
    return port ? [{ host, port, address }] : [];
  });
}

function onThisMachine(port: Port): PublishedPort {
  return { host: port.number, port, address: loopback };
}

/** The addresses under which the edge makes a service public. */
export function buildRoutes(
  { context, references }: Tools,
  name: string,
  service: ServiceSpec,
  finder: PortFinder,
): readonly Route[] {
  const exposures = (service.routes ?? []).flatMap(({ host, path, port: portName }, index) => {
    const port = finder.find(portName, ["routes", index]);
    const at = ["services", name, "routes", index, "host"];
    const resolved = references.resolveLiteral(host, at, name);
    if (resolved === undefined) return [];
    if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/.test(resolved)) {
      context.report("model/invalid-host", { path: at }, { host: resolved });
    }
    return port ? [{ host: resolved, path, port }] : [];
  });
  return exposures.sort((a, b) => (`${a.host} ${a.path}` < `${b.host} ${b.path}` ? -1 : 1));
}
