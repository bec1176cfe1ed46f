import type { BicepValue } from "../../literals/bicep.ts";
import type { Service } from "../../model/service.ts";
import type { Module } from "./container.ts";
import type { Context } from "./context.ts";
import { furtherPorts, servedExposures, transportOf } from "./ingress.ts";
import type { Services } from "./services.ts";

/** How an app is reached. */
export interface IngressView {
  readonly external: BicepValue;
  readonly transport: string;
  readonly isHttp: boolean;
  readonly targetPort: number;
  readonly clientCertificates: BicepValue | null;
  /** Host names of the platform's own; null: none. */
  readonly domains: BicepValue | null;
  /** Host names that are the domain of their environment, which may be the apex of a zone. */
  readonly apexes: readonly string[];
  /** Ports that others of the environment reach by TCP. */
  readonly further: readonly number[];
}

/** What binding host names needs. */
export const bindDomains = {
  name: "bindDomains",
  type: "bool",
  description: "Whether host names are bound to apps. Their DNS records must exist.",
} as const;

/** The ingress of an app; null if the app has no ports. */
export function ingressView(services: Services, context: Context, { own, settings }: Module): IngressView | null {
  const [first] = services.filter((service) => service !== undefined);
  if (!first) return null;
  const each = <T>(of: (service: Service) => T): readonly (T | undefined)[] =>
    services.map((service) => service && of(service));
  const transports = services.map((service, index) => {
    const settings = context.deployments[index]?.settings;
    return service && settings ? transportOf(service, settings) : undefined;
  });
  const transport = context.same(transports, "The ingress", first.path);
  const ports = context.same(
    each((service) => service.ports.map(({ number }) => number)),
    "The ports",
    [...first.path, "ports"],
  );
  const [targetPort] = ports ?? [];
  if (!transport || targetPort === undefined) return null;
  const isHttp = transport !== "tcp";
  const hosts = each((service) => [...new Set(servedExposures(service).map(({ host }) => host))]);
  const isExposed = hosts.some((names) => names !== undefined && names.length > 0);
  if (isHttp && isExposed) own.take(bindDomains, bindDomains.name);
  const certificates = each(({ tls }) => tls?.clients?.mode);
  const areRequested = isHttp && certificates.some((mode) => mode !== undefined);
  return {
    external: settings.vary(
      ["isPublic"],
      "Whether the ingress is reachable from the internet.",
      hosts.map((names) => names && names.length > 0),
    ),
    transport: transport === "http" ? "auto" : transport,
    isHttp,
    targetPort,
    clientCertificates: areRequested
      ? settings.vary(["clientCertificates"], "How client certificates are handled.", certificates)
      : null,
    domains: isHttp && isExposed ? settings.vary(["hosts"], "Host names that lead to the app.", hosts) : null,
    apexes: [
      ...new Set(hosts.flatMap((names, index) => apexOf(names, context.deployments[index]?.environment.domain))),
    ],
    further: furtherPorts(first).map(({ number }) => number),
  };
}

function apexOf(names: readonly string[] = [], domain: string | undefined): readonly string[] {
  return domain !== undefined && names.includes(domain) ? [domain] : [];
}
