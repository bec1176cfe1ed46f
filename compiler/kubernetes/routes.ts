import { metadataOf } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import type { PlatformValues, RouteValues, WorkloadValues } from "./values.ts";

/** An Ingress or an HTTPRoute for the addresses of a workload. */
export function routeObjects(
  name: string,
  workload: WorkloadValues,
  platform: PlatformValues,
): readonly KubernetesObject[] {
  const { routes } = workload;
  if (routes === undefined) return [];
  const { kind, issuer } = platform.routing;
  if (kind === "gateway") {
    const metadata = metadataOf(name, workload, platform);
    const spec = routeSpec(name, workload, routes, platform);
    return [{ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", metadata, spec }];
  }
  const metadata = metadataOf(name, workload, platform, { "cert-manager.io/cluster-issuer": issuer });
  const spec = ingressSpec(name, routes, platform);
  return [{ apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata, spec }];
}

function hostsOf(routes: readonly RouteValues[]): readonly string[] {
  return [...new Set(routes.map(({ host }) => host))].sort();
}

function ingressSpec(name: string, routes: readonly RouteValues[], { routing }: PlatformValues): Fields {
  const hosts = hostsOf(routes);
  return {
    ingressClassName: routing.class,
    rules: hosts.map((host) => ({
      host,
      http: {
        paths: routes
          .filter((route) => route.host === host)
          .map(({ path, port }) => ({
            backend: { service: { name, port: { name: port } } },
            path,
            pathType: "Prefix",
          })),
      },
    })),
    tls: [{ hosts, secretName: `${name}-tls` }],
  };
}

function routeSpec(
  name: string,
  { ports = {} }: WorkloadValues,
  routes: readonly RouteValues[],
  { routing }: PlatformValues,
): Fields {
  return {
    hostnames: hostsOf(routes),
    parentRefs: [{ name: routing.gateway ?? routing.class, namespace: routing.namespace }],
    rules: routes.map(({ path, port }) => ({
      backendRefs: [{ name, port: ports[port]?.port }],
      matches: [{ path: { type: "PathPrefix", value: path } }],
    })),
  };
}
