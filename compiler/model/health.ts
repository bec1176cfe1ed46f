import type { Engine } from "../catalog/engine.ts";
import { withDefaults } from "../spec/defaults.ts";
import type { ContainerCheckSpec, HealthSpec, ProbeSpec, ServiceSpec } from "../spec/spec.ts";
import type { PortFinder } from "./ports.ts";
import { type Prober, probeCommand } from "./probe-command.ts";
import { parseSeconds } from "./quantity.ts";
import type { Health, Port, Probe } from "./service.ts";

/** The check of a probe in the specification: at most one of `http`, `tcp`, `grpc` and `command` is set. */
type Check = Pick<ProbeSpec, "http" | "headers" | "tcp" | "grpc" | "command" | "port">;

/** The health check of a service; by default a connection to its main port. Undefined for a worker without a check. */
export function buildHealth(
  service: ServiceSpec,
  prober: Prober,
  ports: readonly Port[],
  finder: PortFinder,
): Health | undefined {
  // The server of a static site has a health endpoint. For other services a TCP connection is the only possible default.
  const accepting = ports.find(({ protocol }) => protocol !== "udp");
  const fallback = service.static ? { http: "/healthz" } : { tcp: true, port: accepting?.name };
  const spec = service.health ?? (accepting ? withDefaults<HealthSpec>(fallback, "health") : undefined);
  if (!spec) return undefined;
  const probe = (kind: "ready" | "live" | "start"): Probe | undefined => {
    const own = spec[kind] ?? (kind === "start" ? defaultStart(spec) : undefined) ?? {};
    return buildProbe({ ...common(spec, own), ...own }, spec, [kind], finder);
  };
  const [ready, live, start] = [probe("ready"), probe("live"), probe("start")];
  if (!ready || !live || !start) return undefined;
  const startPeriod = parseSeconds(spec.startPeriod);
  const enoughRetries = Math.max(1, Math.ceil(startPeriod / start.interval));
  return {
    ready,
    live,
    start: { ...start, retries: spec.start?.retries ?? enoughRetries },
    hasOwnLive: spec.live !== undefined && hasCheck(spec.live),
    startPeriod,
    container: containerCheck(ready, startPeriod, probeCommand(ready, prober), spec.container),
  };
}

/**
 * The default startup probe: the check of `live` with the timing of `ready`. A service that waits for a slow database is not
 * restarted because of it.
 */
function defaultStart({ ready, live }: HealthSpec): ProbeSpec | undefined {
  if (!live || !hasCheck(live)) return ready;
  const { http, headers, tcp, grpc, command, port, ...others } = { ...ready };
  const { interval: _, timeout: __, retries: ___, ...check } = live;
  return { ...others, ...check };
}

/** The check that all probes share; empty if the single probe has its own. */
function common(spec: HealthSpec, own: Check): Check {
  if (hasCheck(own)) return {};
  if (hasCheck(spec)) return spec;
  // If only `live` or only `ready` has a check, the other uses it too.
  return spec.ready ?? spec.live ?? { tcp: true };
}

function hasCheck({ http, tcp, grpc, command }: Check): boolean {
  return [http, tcp, grpc, command].some((check) => check !== undefined);
}

function buildProbe(own: ProbeSpec, spec: HealthSpec, path: readonly string[], finder: PortFinder): Probe | undefined {
  const timing = {
    interval: parseSeconds(own.interval ?? spec.interval),
    timeout: parseSeconds(own.timeout ?? spec.timeout),
    retries: own.retries ?? spec.retries,
  };
  if (own.command) return { handler: { kind: "command", command: own.command }, ...timing };
  const port = finder.find(own.port ?? spec.port, ["health", ...path]);
  if (!port) return undefined;
  if (own.grpc) return { handler: { kind: "grpc", port, service: own.grpc.service }, ...timing };
  if (own.http === undefined) return { handler: { kind: "tcp", port }, ...timing };
  const headers = own.headers ?? spec.headers ?? {};
  return { handler: { kind: "http", path: own.http, port, headers }, ...timing };
}

/** The health of a service of the catalogue. The specification may change the times. */
export function buildEngineHealth(service: ServiceSpec, engine: Engine, fill: (text: string) => string): Health {
  const { startPeriod: longest, timeout } = engine.health;
  const times = { startPeriod: longest, ...(timeout !== undefined && { timeout }) };
  const spec = withDefaults<HealthSpec>({ ...times, ...service.health }, "health");
  const timing = {
    interval: parseSeconds(spec.interval),
    timeout: parseSeconds(spec.timeout),
    retries: spec.retries,
  };
  const command = (service.health?.command ?? engine.health.command)?.map(fill);
  const { http } = engine.health;
  const port = engine.ports.find((candidate) => candidate.name === http?.port) ?? engine.ports[0];
  if (!port) throw new Error(`the catalogue entry '${engine.name}' has no port`);
  const handler: Probe["handler"] = http
    ? { kind: "http", path: http.path, port, headers: {} }
    : command
      ? { kind: "command", command }
      : { kind: "tcp", port };
  const probe: Probe = { handler, ...timing };
  const startPeriod = parseSeconds(spec.startPeriod);
  const start = { ...probe, retries: Math.max(1, Math.ceil(startPeriod / probe.interval)) };
  const container = containerCheck(probe, startPeriod, command, spec.container);
  return { start, ready: probe, live: probe, hasOwnLive: false, startPeriod, container };
}

function containerCheck(
  ready: Probe,
  startPeriod: number,
  check: readonly string[] | undefined,
  own: ContainerCheckSpec = {},
): Health["container"] {
  const command = own.command ?? check;
  if (!command) return undefined;
  return {
    command,
    interval: own.interval === undefined ? ready.interval : parseSeconds(own.interval),
    timeout: own.timeout === undefined ? ready.timeout : parseSeconds(own.timeout),
    startPeriod,
    retries: own.retries ?? ready.retries,
  };
}
