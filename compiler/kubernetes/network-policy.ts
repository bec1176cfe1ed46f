import type { Environment } from "../model/platform.ts";
import type { Job, Service } from "../model/service.ts";
import type { Workload } from "../model/workload.ts";
import type { Fields } from "./object.ts";
import type { PlatformValues } from "./values.ts";
import { hasVaultAgent } from "./vault.ts";

/** The label by which pods are selected: one, so that a rule names what it means. */
export const selectorLabel = "app.kubernetes.io/instance";

type Surroundings = Pick<PlatformValues, "routing" | "secrets" | "monitoring">;

/** Who may call a workload, and whom it may call: what the specification says, and nothing else. */
export function networkPolicyOf(
  workload: Service | Job,
  environment: Environment,
  surroundings: Surroundings,
): { readonly ingress: readonly Fields[]; readonly egress: readonly Fields[] } {
  return {
    ingress: "ports" in workload ? ingressOf(workload, environment, surroundings) : [],
    egress: egressOf(workload, environment, surroundings),
  };
}

function ingressOf(
  service: Service,
  environment: Environment,
  { routing, monitoring }: Surroundings,
): readonly Fields[] {
  const services = environment.services.filter(({ role }) => role === "service");
  const callers: readonly Workload[] = [...services, ...environment.jobs];
  const names = callers.filter(({ talksTo }) => talksTo.includes(service.name)).map(({ name }) => name);
  const exposed = [...new Set(service.expose.map(({ port }) => port.number))];
  const { metrics, callers: namespaces } = service;
  return [
    ...(names.length > 0 && service.ports.length > 0 ? [{ from: [podsOf(names)], ports: portsOf(service) }] : []),
    ...(namespaces.length > 0 ? [{ from: namespaces.map(namespaceOf), ports: portsOf(service) }] : []),
    ...(exposed.length > 0 ? [{ from: [namespaceOf(routing.namespace)], ports: exposed.map(tcp) }] : []),
    ...(metrics ? [{ from: [namespaceOf(monitoring.namespace)], ports: [tcp(metrics.port.number)] }] : []),
  ];
}

function egressOf(workload: Service | Job, environment: Environment, { secrets }: Surroundings): readonly Fields[] {
  const called = environment.services.filter(({ name, ports }) => workload.talksTo.includes(name) && ports.length > 0);
  const needsCluster = "access" in workload && workload.access?.cluster !== undefined;
  return [
    dns,
    ...called.map((service) => ({ ports: portsOf(service), to: [podsOf([service.name])] })),
    ...(hasVaultAgent(workload, secrets) ? [{ ports: [tcp(8200)], to: [namespaceOf("vault")] }] : []),
    // The API server is at an address of the cluster that no selector names.
    ...(needsCluster ? [{ ports: [tcp(443), tcp(6443)] }] : []),
    ...outsideRules(workload.egress),
  ];
}

/** Names are asked for in the cluster's pods, or on the node: its cache of them has a link-local address (NodeLocal DNSCache). */
const dns: Fields = {
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
  to: [
    { ...namespaceOf("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } },
    { ipBlock: { cidr: "169.254.0.0/16" } },
  ],
};

/** Networks of the cluster's or the company's own (RFC 1918, RFC 3927, RFC 6598). */
const privateNetworks = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * The ports that a workload calls elsewhere. A policy knows addresses and no names: a name that the world knows leads
 * out of the private networks, one that only the company knows may lead anywhere.
 */
function outsideRules(egress: Workload["egress"]): readonly Fields[] {
  const ports = new Map<string, Set<number>>();
  for (const { host, port } of egress) {
    const key = /^\d+(\.\d+){3}$/.test(host) ? `${host}/32` : isKnownToTheWorld(host) ? "" : "0.0.0.0/0";
    ports.set(key, (ports.get(key) ?? new Set()).add(port));
  }
  return [...ports]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cidr, numbers]) => ({
      ports: [...numbers].sort((a, b) => a - b).map(tcp),
      to: [{ ipBlock: cidr === "" ? { cidr: "0.0.0.0/0", except: privateNetworks } : { cidr } }],
    }));
}

/** Whether a name is one of the public name system (RFC 6762, RFC 9476 and the draft on `internal`). */
function isKnownToTheWorld(host: string): boolean {
  return (
    host.includes(".") && !/\.(internal|local|localdomain|lan|home|corp|intranet|private|alt|svc|arpa)$/.test(host)
  );
}

function podsOf(names: readonly string[]): Fields {
  const [only] = names;
  if (names.length === 1 && only !== undefined) return { podSelector: { matchLabels: { [selectorLabel]: only } } };
  return { podSelector: { matchExpressions: [{ key: selectorLabel, operator: "In", values: [...names].sort() }] } };
}

/** Everything in a namespace. */
export function namespaceOf(name: string): Fields {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

function portsOf(service: Service): readonly Fields[] {
  return service.ports.map(({ number, protocol }) => ({ port: number, protocol: protocol === "udp" ? "UDP" : "TCP" }));
}

/** A port of TCP. */
export function tcp(port: number): Fields {
  return { port, protocol: "TCP" };
}
