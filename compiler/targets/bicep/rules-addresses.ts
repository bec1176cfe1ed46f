import type { Reporter } from "../../model/reporter.ts";
import type { Service } from "../../model/service.ts";
import type { Text } from "../../model/text.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { furtherPorts, transportOf } from "./ingress.ts";
import { addressesOf, isManaged, managedKind, managedPorts, replaceWithin } from "./managed.ts";

/** A place in a value that names the host of a service. */
interface Mention {
  readonly service: string;
  /** In front of `://`, in lower case; undefined if the host is not part of a URL. */
  readonly scheme: string | undefined;
  /** Behind the host, when the value contains it as digits. */
  readonly port: string | undefined;
}

/**
 * Reports variables that put an address together from a host and a scheme or port that Azure changes: the ingress of an
 * app serves HTTPS on port 443 only (https://learn.microsoft.com/azure/container-apps/ingress-overview), and managed
 * services require TLS, some on other ports.
 */
export function checkAddresses(deployment: Deployment, reporter: Reporter): void {
  const { environment, settings } = deployment;
  const services = new Map(servicesOf(environment).map((service) => [service.name, service]));
  const managed = [...services.values()].flatMap((service) => {
    const kind = managedKind(service, settings);
    return kind && isManaged(service, settings) ? [addressesOf(service, kind)] : [];
  });
  const inContainers = [...services.values()].filter((service) => managedKind(service, settings) === undefined);
  for (const workload of [...inContainers, ...environment.jobs]) {
    for (const { name, value } of workload.env) {
      const written = managed.reduce<Text>(replaceWithin, value);
      const problems = new Map<string, string>();
      for (const mention of mentionsIn(written, services)) {
        const service = services.get(mention.service);
        const problem = service && problemOf(mention, service, deployment, written);
        if (problem !== undefined && !problems.has(mention.service)) problems.set(mention.service, problem);
      }
      const place = { environment: environment.name, path: [...workload.path, "env", name] };
      for (const [service, problem] of problems) {
        reporter.report("bicep/address-composed", place, { variable: name, service, problem });
      }
    }
  }
}

/** Why an address does not reach a service in Azure; undefined if it does. */
function problemOf(mention: Mention, service: Service, deployment: Deployment, value: Text): string | undefined {
  const { scheme, port } = mention;
  const kind = managedKind(service, deployment.settings);
  if (kind !== undefined) {
    if (port !== undefined && port !== managedPorts[kind]) return `its port is ${managedPorts[kind]} in Azure`;
    if (scheme === undefined || isEncrypted(scheme, value)) return undefined;
    return "it requires TLS in Azure";
  }
  const isReachedByTcp = furtherPorts(service).some(({ number }) => String(number) === port);
  if (transportOf(service, deployment.settings) === "tcp" || service.ports.length === 0 || isReachedByTcp)
    return undefined;
  if (scheme === "http" || scheme === "ws") return `its ingress serves ${scheme}s on port 443`;
  return port !== undefined && port !== "443" ? "its ingress serves port 443" : undefined;
}

/** Whether clients use TLS for a URL of a managed service. */
function isEncrypted(scheme: string, value: Text): boolean {
  if (scheme.startsWith("postgres")) {
    return value.some((part) => typeof part === "string" && /[?&]ssl(mode)?=(?!disable|false|allow|prefer)/.test(part));
  }
  return scheme !== "redis" && scheme !== "mongodb";
}

/** The scheme of a URL that is written up to its host, possibly with a user and a password. */
const beforeHost = /([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^\s/@]*@)?$/;

/** A URL with a host name that is a word. */
const literalHost = /([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^\s/@]*@)?([a-z][a-z0-9-]*)(?::(\d+))?(?=[/?#,;\s]|$)/g;

/** The hosts in a value: references, and names of services that are written as they are. */
function mentionsIn(value: Text, services: ReadonlyMap<string, Service>): readonly Mention[] {
  let before = "";
  return value.flatMap((part, index): readonly Mention[] => {
    if (typeof part === "string") {
      const literals = literalMentions(part, index === value.length - 1, services);
      before += part;
      return literals;
    }
    const scheme = part.kind === "service" ? schemeAt(before) : undefined;
    before += "x";
    if (part.kind !== "service" || part.attribute !== "host") return [];
    return [{ service: part.service, scheme, port: portAfter(value.slice(index + 1)) }];
  });
}

function literalMentions(text: string, isLast: boolean, services: ReadonlyMap<string, Service>): readonly Mention[] {
  return [...text.matchAll(literalHost)].flatMap((match) => {
    const [whole, scheme, service, port] = match;
    const isCut = !isLast && match.index + whole.length === text.length;
    if (isCut || service === undefined || !services.has(service)) return [];
    return [{ service, scheme: scheme?.toLowerCase(), port }];
  });
}

function schemeAt(text: string): string | undefined {
  return beforeHost.exec(text)?.[1]?.toLowerCase();
}

/** The port that follows a host: digits; undefined for none, or for the port of the service, which is always right. */
function portAfter([next]: Text): string | undefined {
  return typeof next === "string" ? /^:(\d+)/.exec(next)?.[1] : undefined;
}
