import type { Route, Service } from "../model/service.ts";
import type { BuildContext } from "./context.ts";
import { serviceName } from "./identity.ts";
import { workloadMetadata } from "./labels.ts";
import type { Fields, KubernetesObject } from "./object.ts";
import { servicePortOf } from "./ports.ts";

/**
 * The Ingress of an exposed service, or an HTTPRoute for each of its hosts: the rules of a route hold for all its hosts.
 * The second route is `api.2`; no service has a dot in its name.
 */
export function routesOf(service: Service, context: BuildContext): readonly KubernetesObject[] {
  const { name, routes } = service;
  if (routes.length === 0) return [];
  if (context.settings.routing.kind === "gateway") {
    return hostsOf(routes).map((host, index) => ({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: workloadMetadata(service, context, index === 0 ? name : `${name}.${index + 1}`),
      spec: routeSpec(service, host, context),
    }));
  }
  const { issuer } = context.settings.routing;
  const metadata = {
    ...workloadMetadata(service, context),
    annotations: { "cert-manager.io/cluster-issuer": issuer, ...controllerAnnotations(context) },
  };
  return [{ apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata, spec: ingressSpec(service, context) }];
}

/**
 * Without an annotation, Traefik serves an Ingress over HTTP too. Whether it redirects is a setting of its entry point; other
 * controllers redirect hosts that have a certificate. ingress-nginx refuses requests above 1 MB by default;
 * services limit their requests themselves, as behind other controllers.
 */
function controllerAnnotations({ settings }: BuildContext): Readonly<Record<string, string>> {
  switch (settings.routing.class) {
    case "nginx":
      return { "nginx.ingress.kubernetes.io/proxy-body-size": "0" };
    case "traefik":
      return { "traefik.ingress.kubernetes.io/router.entrypoints": "websecure" };
    default:
      return {};
  }
}

function hostsOf(routes: readonly Route[]): readonly string[] {
  return [...new Set(routes.map(({ host }) => host))].sort();
}

function ingressSpec(service: Service, context: BuildContext): Fields {
  const { name, routes } = service;
  const { settings, scope } = context;
  const hosts = hostsOf(routes);
  return {
    ingressClassName: settings.routing.class,
    rules: hosts.map((host) => ({
      host,
      http: {
        paths: routes
          .filter((route) => route.host === host)
          .map(({ path, port }) => ({
            path,
            pathType: "Prefix",
            backend: { service: { name: serviceName(service, context), port: { name: port.name } } },
          })),
      },
    })),
    tls: [{ hosts, secretName: `${scope.prefix}${name}-tls` }],
  };
}

function routeSpec(service: Service, host: string, context: BuildContext): Fields {
  const { routes } = service;
  const { settings } = context;
  const { routing } = settings;
  return {
    parentRefs: [{ name: routing.gateway ?? routing.class, namespace: routing.gatewayNamespace ?? routing.namespace }],
    hostnames: [host],
    rules: routes
      .filter((route) => route.host === host)
      .map(({ path, port }) => ({
        matches: [{ path: { type: "PathPrefix", value: path } }],
        backendRefs: [{ name: serviceName(service, context), port: servicePortOf(port) }],
      })),
  };
}
