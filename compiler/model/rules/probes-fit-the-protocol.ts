import type { Probe } from "../service.ts";
import type { Rule } from "./rule.ts";

/** A probe uses a protocol that its port supports. Each service is reported once in an environment. */
export const probesFitTheProtocol: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { name, path, health } of environment.services) {
      const probes = health ? [health.ready, health.live, health.start] : [];
      const [misfit] = probes.flatMap(({ handler }) => misfitOf(handler) ?? []);
      if (!misfit) continue;
      reporter.report(
        "model/probe-protocol",
        { environment: environment.name, path: [...path, "health"] },
        { service: name, ...misfit },
      );
    }
  }
};

/** The protocol of a check that its port does not support, and the port; undefined if it does. */
function misfitOf(handler: Probe["handler"]) {
  if (handler.kind === "command") return undefined;
  const { protocol, number } = handler.port;
  const supported = {
    http: ["http", "https", "http2", "tcp"].includes(protocol),
    grpc: ["grpc", "http2", "tcp"].includes(protocol),
    tcp: protocol !== "udp",
  };
  if (supported[handler.kind]) return undefined;
  return { check: { http: "HTTP", grpc: "gRPC", tcp: "TCP" }[handler.kind], port: number, protocol };
}
