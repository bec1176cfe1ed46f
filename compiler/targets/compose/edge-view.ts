import type { Edge } from "../../model/platform.ts";
import { secretsDirectory } from "../../model/secrets.ts";
import type { Service } from "../../model/service.ts";
import type { ComposeFile } from "./compose-file.ts";

/** The view of the templates in `edge/`: how requests reach exposed services. */
export interface EdgeView {
  readonly specName: string;
  readonly title: string;
  /** The e-mail address for Let's Encrypt; empty when a certificate is configured. */
  readonly contact: string;
  readonly hasCertificates: boolean;
  readonly certificate: string;
  readonly key: string;
  readonly rate: number;
  readonly burst: number;
  readonly hosts: readonly HostView[];
  readonly routes: readonly RouteView[];
  readonly hasTlsServices: boolean;
}

/** A host name and its paths, longest path first. */
interface HostView {
  readonly host: string;
  readonly routes: readonly RouteView[];
}

interface RouteView {
  readonly name: string;
  readonly host: string;
  readonly path: string;
  /** Traefik's rule. */
  readonly rule: string;
  readonly burst: number;
  /** `scheme://host:port` of the service. */
  readonly origin: string;
  readonly isTls: boolean;
}

/** The configuration of a file's edge. */
export function edgeView(file: ComposeFile, edge: Edge): EdgeView {
  const routes = routesOf(file.services, edge);
  const hosts = [...new Set(routes.map((route) => route.host))];
  return {
    specName: file.platform.specName,
    title: `Edge of ${file.environment.name}: routes of host names to services.`,
    contact: edge.certificate ? "" : (edge.contact ?? ""),
    hasCertificates: edge.certificate !== undefined,
    certificate: `${secretsDirectory}/${edge.certificate?.certificate ?? ""}`,
    key: `${secretsDirectory}/${edge.certificate?.key ?? ""}`,
    rate: edge.rate,
    burst: edge.rate * 2,
    hosts: hosts.map((host) => ({ host, routes: routes.filter((route) => route.host === host) })),
    routes,
    hasTlsServices: routes.some((route) => route.isTls),
  };
}

function routesOf(services: readonly Service[], edge: Edge): readonly RouteView[] {
  const routes = services.flatMap((service) =>
    service.routes.map(({ host, path, port }, index) => {
      const scheme =
        port.protocol === "https" ? "https" : port.protocol === "http2" || port.protocol === "grpc" ? "h2c" : "http";
      return {
        name: index === 0 ? service.name : `${service.name}-${index + 1}`,
        host,
        path,
        rule: path === "/" ? `Host(\`${host}\`)` : `Host(\`${host}\`) && PathPrefix(\`${path}\`)`,
        burst: edge.rate * 2,
        origin: `${scheme}://${service.hostname}:${port.number}`,
        isTls: port.protocol === "https",
      };
    }),
  );
  // A longer path is more specific and must be matched first.
  return routes.sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : b.path.length - a.path.length));
}

/** The edge of a Compose file; undefined if its services include none. */
export function edgeOf(file: ComposeFile): { readonly edge: Edge; readonly service: Service } | undefined {
  const { edge } = file.environment;
  const service = file.services.find((candidate) => candidate.role === "edge");
  return edge && service && { edge, service };
}
