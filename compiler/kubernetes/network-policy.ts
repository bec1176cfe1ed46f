import type { Service } from "../model/service.ts";
import type { Workload } from "../model/workload.ts";
import { type BuildContext, isService, type Runnable } from "./context.ts";
import { selectorOf } from "./labels.ts";
import type { Fields } from "./object.ts";
import { policyPorts, tcp } from "./ports.ts";
import { clusterServices, clusterWorkloads } from "./settings.ts";
import { hasVaultAgent } from "./vault.ts";

/** The NetworkPolicy of a workload: it allows the calls that the specification declares, and no others. */
export function networkPolicySpec(workload: Runnable, context: BuildContext): Fields {
  return {
    podSelector: { matchLabels: selectorOf(workload.name, context) },
    policyTypes: ["Ingress", "Egress"],
    ingress: isService(workload) ? ingressOf(workload, context) : [],
    egress: egressOf(workload, context),
  };
}

function ingressOf(service: Service, context: BuildContext): readonly Fields[] {
  const { environment, settings, scope } = context;
  const callers = clusterWorkloads(environment).filter(({ talksTo }) => talksTo.includes(service.name));
  const names = callers.map(({ name }) => name);
  const exposed = [...new Set(service.routes.map(({ port }) => port.number))];
  const { metrics, callerNamespaces: namespaces } = service;
  const router = String(scope.setting("ingressNamespace", settings.routing.namespace));
  const scraper = String(scope.setting("monitoringNamespace", settings.monitoring.namespace));
  return [
    ...(names.length > 0 && service.ports.length > 0
      ? [{ from: [podsOf(names, context)], ports: policyPorts(service) }]
      : []),
    ...(namespaces.length > 0 ? [{ from: namespaces.map(namespaceNamed), ports: policyPorts(service) }] : []),
    ...(exposed.length > 0 ? [{ from: [namespaceNamed(router)], ports: exposed.map(tcp) }] : []),
    ...(metrics ? [{ from: [namespaceNamed(scraper)], ports: [tcp(metrics.port.number)] }] : []),
  ];
}

function egressOf(workload: Runnable, context: BuildContext): readonly Fields[] {
  const services = clusterServices(context.environment);
  const called = services.filter(({ name, ports }) => workload.talksTo.includes(name) && ports.length > 0);
  const needsCluster = isService(workload) && workload.access?.cluster !== undefined;
  return [
    context.settings.isOpenShift ? openShiftDns : dns,
    ...called.map((service) => ({ to: [podsOf([service.name], context)], ports: policyPorts(service) })),
    ...(hasVaultAgent(workload, context) ? [{ to: [namespaceNamed("vault")], ports: [tcp(8200)] }] : []),
    // The API server has an address of the cluster that no selector covers.
    ...(needsCluster ? [{ ports: [tcp(443), tcp(6443)] }] : []),
    ...outsideRules(workload.egress),
  ];
}

/** DNS is served by pods of the cluster, or by the node: NodeLocal DNSCache has a link-local address. */
const dns: Fields = {
  to: [
    { ...namespaceNamed("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } },
    { ipBlock: { cidr: "169.254.0.0/16" } },
  ],
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
};

/** DNS of OpenShift: its pods listen on 5353 (https://docs.openshift.com/container-platform/latest/networking/dns-operator.html). */
const openShiftDns: Fields = {
  to: [namespaceNamed("openshift-dns")],
  ports: [
    { port: 5353, protocol: "UDP" },
    { port: 5353, protocol: "TCP" },
  ],
};

/** Private networks (RFC 1918, RFC 3927, RFC 6598). */
const privateNetworks = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Calls that leave the cluster. A policy matches addresses, not names: a public name resolves to an address outside of
 * the private networks, any other name may resolve to any address.
 */
function outsideRules(egress: Workload["egress"]): readonly Fields[] {
  const ports = new Map<string, Set<number>>();
  for (const { host, port } of egress) {
    const key = /^\d+(\.\d+){3}$/.test(host) ? `${host}/32` : isPublic(host) ? "" : "0.0.0.0/0";
    ports.set(key, (ports.get(key) ?? new Set()).add(port));
  }
  return [...ports]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cidr, numbers]) => ({
      to: [{ ipBlock: cidr === "" ? { cidr: "0.0.0.0/0", except: privateNetworks } : { cidr } }],
      ports: [...numbers].sort((a, b) => a - b).map(tcp),
    }));
}

/** Whether a host name is in the public DNS (RFC 6762, RFC 9476 and the draft on `internal`). */
function isPublic(host: string): boolean {
  return (
    host.includes(".") && !/\.(internal|local|localdomain|lan|home|corp|intranet|private|alt|svc|arpa)$/.test(host)
  );
}

/** The pods of workloads of the same installation. */
function podsOf(names: readonly string[], context: BuildContext): Fields {
  const selectors = names.map((name) => selectorOf(name, context));
  const [first = {}, ...others] = selectors;
  if (others.length === 0) return { podSelector: { matchLabels: first } };
  const valuesOf = (label: string): readonly string[] =>
    [...new Set(selectors.flatMap((selector) => selector[label] ?? []))].sort();
  const shared = Object.entries(first).filter(([label]) => valuesOf(label).length === 1);
  const matchExpressions = Object.keys(first)
    .filter((label) => valuesOf(label).length > 1)
    .map((key) => ({ key, operator: "In", values: valuesOf(key) }));
  const matchLabels = shared.length > 0 && { matchLabels: Object.fromEntries(shared) };
  return { podSelector: { ...matchLabels, matchExpressions } };
}

/** The pods of a namespace. */
export function namespaceNamed(name: string): Fields {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}
