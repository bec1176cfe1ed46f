import { metadataOf } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import type { PlatformValues, RouteValues, WorkloadValues } from "./values.ts";

/**
 * An Ingress for the addresses of a workload, or an HTTPRoute for each host: each of its rules holds for all its hosts.
 * The second is `api.2`: no workload has a dot in its name.
 */
export function routeObjects(
  name: string,
  workload: WorkloadValues,
  platform: PlatformValues,
): readonly KubernetesObject[] {
  const { routes } = workload;
  if (routes === undefined) return [];
  const { kind, issuer } = platform.routing;
  if (kind === "gateway") {
    return hostsOf(routes).map((host, index) => ({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { ...metadataOf(name, workload, platform), name: index === 0 ? name : `${name}.${index + 1}` },
      spec: routeSpec(name, workload, host, platform),
    }));
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
  { ports = {}, routes = [] }: WorkloadValues,
  host: string,
  { routing }: PlatformValues,
): Fields {
  return {
    hostnames: [host],
    parentRefs: [{ name: routing.gateway ?? routing.class, namespace: routing.gatewayNamespace ?? routing.namespace }],
    rules: routes
      .filter((route) => route.host === host)
      .map(({ path, port }) => ({
        backendRefs: [{ name, port: ports[port]?.port }],
        matches: [{ path: { type: "PathPrefix", value: path } }],
      })),
  };
}
