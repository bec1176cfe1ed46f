import type { Port, Service } from "../../model/service.ts";
import type { BicepTargetSpec } from "../../spec/spec.ts";

/** The protocol between the ingress and a service. */
export type Transport = "http" | "http2" | "tcp";

const defaults: Readonly<Record<Port["protocol"], Transport>> = {
  http: "http",
  http2: "http2",
  grpc: "http2",
  // The ingress terminates TLS and connects without it. A service that terminates TLS itself needs TCP.
  https: "tcp",
  tcp: "tcp",
  udp: "tcp",
};

/** The most ports that an app has besides its main one (https://learn.microsoft.com/azure/container-apps/ingress-overview). */
const mostPorts = 5;

/** The protocol between the ingress and a service; undefined if the service has no ports. */
export function transportOf({ name, ports }: Service, { ingress }: BicepTargetSpec): Transport | undefined {
  const [main] = ports;
  return main && (ingress?.[name] ?? defaults[main.protocol]);
}

/** The ports besides the main one, which others reach by TCP. */
export function furtherPorts({ ports }: Service): readonly Port[] {
  const numbers = new Set(ports.slice(0, 1).map(({ number }) => number));
  const further = ports.slice(1).filter(({ number, protocol }) => {
    const isNew = !numbers.has(number) && protocol !== "udp";
    numbers.add(number);
    return isNew;
  });
  return further.slice(0, mostPorts);
}

/** The exposures that the ingress can serve: those of the main port, which is the only one for host names. */
export function servedExposures({ routes, ports }: Service): Service["routes"] {
  return routes.filter(({ port }) => port === ports[0]);
}
