import type { Port } from "../model/service.ts";
import type { PortValues } from "./values.ts";

/** What speaks over a port, in the words of a Service (https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol). */
const applicationProtocols: Readonly<Partial<Record<Port["protocol"], string>>> = {
  http: "http",
  https: "https",
  http2: "kubernetes.io/h2c",
  grpc: "grpc",
};

/** Ports by name. */
export function portValues(ports: readonly Port[]): Readonly<Record<string, PortValues>> {
  return Object.fromEntries(
    ports.map(({ name, number, protocol }) => {
      const appProtocol = applicationProtocols[protocol];
      return [
        name,
        {
          port: number,
          protocol: protocol === "udp" ? "UDP" : "TCP",
          ...(appProtocol !== undefined && { appProtocol }),
        },
      ];
    }),
  );
}
