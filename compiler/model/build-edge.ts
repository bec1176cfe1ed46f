import { withDefaults } from "../spec/defaults.ts";
import { isIn } from "../spec/included.ts";
import type { EdgeSpec, EdgeTlsSpec, ServiceSpec } from "../spec/spec.ts";
import { buildService } from "./build-service.ts";
import type { Edge } from "./platform.ts";
import { parseSeconds } from "./quantity.ts";
import type { Port, Service } from "./service.ts";
import type { Tools } from "./tools.ts";

/** The edge and the service that it is. */
export interface BuiltEdge {
  readonly edge: Edge;
  readonly service: Service;
}

/** The ports of the host on which the platform is public. */
const publicPorts = { http: 80, https: 443 };

/** The edge of an environment; undefined where the specification or the environment has none. */
export function buildEdge(services: readonly Service[], tools: Tools): BuiltEdge | undefined {
  const { environment, spec } = tools.context;
  const edge = environment.edge;
  if (!edge || !isIn(edge.environments, environment.name, environment.tier)) return undefined;
  const [engine = "traefik", version] = edge.engine.split("@");
  const exposed = services.filter((service) => service.routes.length > 0);
  const asService = withDefaults<ServiceSpec>(
    {
      description: "Terminates TLS and routes requests to what is exposed.",
      engine: version === undefined ? { name: engine } : { name: engine, version },
      publish: [],
      ...(edge.resources && { resources: edge.resources }),
      restart: "always",
      // The ports of the host are free for the new one only once the old one has stopped.
      update: { order: "stop-first" },
    },
    "service",
  );
  const built = buildService(engine, asService, tools);
  const certificate = certificateOf(edge, tools);
  return {
    edge: {
      service: engine,
      engine: engine === "nginx" ? "nginx" : "traefik",
      certificate,
      rate: edge.rate,
      timeout: parseSeconds(edge.timeout),
      contact: spec.platform.contact,
    },
    service: {
      ...built,
      role: "edge",
      path: ["edge"],
      publish: built.ports.flatMap((port) => publicPort(port)),
      talksTo: exposed.map((service) => service.name).sort(),
      secrets: certificate ? [certificate.certificate, certificate.key].sort() : [],
      // Let's Encrypt's certificates are data; others come as secrets.
      storage: certificate ? [] : built.storage,
    },
  };
}

function publicPort(port: Port): Service["publish"] {
  const host = port.name === "http" ? publicPorts.http : port.name === "https" ? publicPorts.https : undefined;
  return host === undefined ? [] : [{ host, port, address: "0.0.0.0" }];
}

function certificateOf(edge: EdgeSpec, tools: Tools): Edge["certificate"] {
  const secret = (key: keyof EdgeTlsSpec): string | undefined => {
    const text = edge.tls?.[key];
    if (text === undefined) return undefined;
    return tools.references.resolveSecret(text, ["edge", "tls", key], `edge.tls.${key}`);
  };
  const certificate = secret("certificate");
  const key = secret("key");
  return certificate !== undefined && key !== undefined ? { certificate, key } : undefined;
}
