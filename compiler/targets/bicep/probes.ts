import type { BicepValue } from "../../literals/bicep.ts";
import { livenessProbe } from "../../model/liveness.ts";
import type { Probe, Service } from "../../model/service.ts";
import type { Context } from "./context.ts";
import { transportOf } from "./ingress.ts";
import { longestInterval, mostRetries } from "./rules-limits.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings.ts";

/** A probe of a container. */
export interface ProbeView {
  readonly type: "Liveness" | "Readiness" | "Startup";
  /** Null: the probe opens a TCP connection. */
  readonly path: string | null;
  readonly port: number;
  readonly scheme: "HTTP" | "HTTPS" | null;
  /** Headers of the request. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Seconds. */
  readonly interval: BicepValue;
  readonly timeout: BicepValue;
  readonly retries: BicepValue;
}

const kinds: readonly (readonly [ProbeView["type"], (service: Service) => Probe | undefined])[] = [
  ["Liveness", ({ health, ports }) => health && livenessProbe(health, ports)],
  ["Readiness", ({ health }) => health?.ready],
  ["Startup", ({ health }) => health?.start],
];

/** The probes of an app. Without any, Container Apps would take a port that listens for an app that works. */
export function probeViews(services: Services, context: Context, settings: Settings): readonly ProbeView[] {
  return kinds.flatMap(([type, of]) => {
    const probes = services.map((service, index) => {
      const probe = service && of(service);
      const settings = context.deployments[index]?.settings;
      return service && probe && settings && probeOf(probe, service, transportOf(service, settings) === "tcp");
    });
    const [first] = services.filter((service) => service !== undefined);
    const handlers = probes.map((probe) => probe?.handler);
    const handler = context.same(handlers, `The ${type.toLowerCase()} probe`, [...(first?.path ?? []), "health"]);
    if (!handler) return [];
    const time = (key: "interval" | "timeout" | "retries"): BicepValue =>
      settings.vary(
        ["probes", type.toLowerCase(), key],
        timeDescriptions[key],
        probes.map((probe) => probe?.[key]),
      );
    return [{ type, ...handler, interval: time("interval"), timeout: time("timeout"), retries: time("retries") }];
  });
}

const timeDescriptions = {
  interval: "Interval, in seconds.",
  timeout: "Timeout, in seconds.",
  retries: "Failures in a row after which the probe fails.",
} as const;

interface HandledProbe {
  readonly handler: Pick<ProbeView, "path" | "port" | "scheme" | "headers">;
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
}

/** A probe of Container Apps, over HTTP or TCP. They do not support commands: these become TCP; undefined without a TCP port. */
function probeOf(
  { handler, interval, timeout, retries }: Probe,
  { ports }: Service,
  isTcp: boolean,
): HandledProbe | undefined {
  const port = handler.kind === "command" ? ports[0] : handler.port;
  if (!port || port.protocol === "udp") return undefined;
  const path = handler.kind === "http" ? handler.path : null;
  const headers = handler.kind === "http" ? Object.entries(handler.headers) : [];
  // A service that terminates TLS itself is probed with TLS, unless the ingress terminates it.
  const isEncrypted = port.protocol === "https" && (isTcp || port !== ports[0]);
  const scheme = isEncrypted ? "HTTPS" : "HTTP";
  // The same total time, with fewer attempts.
  const times = Math.min(retries, mostRetries);
  return {
    handler: {
      path,
      port: port.number,
      scheme: path === null ? null : scheme,
      headers: headers.map(([name, value]) => ({ name, value })),
    },
    interval: Math.min(longestInterval, Math.ceil((interval * retries) / times)),
    timeout: Math.min(longestInterval, timeout),
    retries: times,
  };
}
