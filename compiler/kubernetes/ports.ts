import type { Port, Service } from "../model/service.ts";
import { servicePort } from "./identity.ts";
import type { Fields } from "./object.ts";

/** The `appProtocol` of a Service's port (https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol). */
const applicationProtocols: Readonly<Partial<Record<Port["protocol"], string>>> = {
  http: "http",
  https: "https",
  http2: "kubernetes.io/h2c",
  grpc: "grpc",
};

/** The ports of a container. */
export function containerPorts({ ports }: Service): readonly Fields[] {
  return ports.map((port) => ({ name: port.name, containerPort: port.number, protocol: transportOf(port) }));
}

/** The ports of a Service. */
export function servicePorts(service: Service): readonly Fields[] {
  return service.ports.map((port) => ({
    name: port.name,
    port: servicePort(service, port.number),
    targetPort: port.name,
    protocol: transportOf(port),
    appProtocol: applicationProtocols[port.protocol],
  }));
}

/** The ports of a service in a NetworkPolicy. */
export function policyPorts({ ports }: Service): readonly Fields[] {
  return ports.map((port) => ({ port: port.number, protocol: transportOf(port) }));
}

/** A TCP port in a NetworkPolicy. */
export function tcp(port: number): Fields {
  return { port, protocol: "TCP" };
}

function transportOf({ protocol }: Port): "TCP" | "UDP" {
  return protocol === "udp" ? "UDP" : "TCP";
}
