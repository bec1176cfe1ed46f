import type { Network } from "../../model/platform.ts";
import type { Workload } from "../../model/workload.ts";
import { type Group, type Kind, published, simplify } from "./network-groups.ts";

/** A network of a Compose file. */
export interface NetworkView {
  readonly name: string;
  readonly description: string;
  /** Whether its members cannot reach anything outside of it. */
  readonly internal: boolean;
}

/** The networks of a Compose file, and which of them each of its services joins, by name. */
export interface Networks {
  readonly views: readonly NetworkView[];
  readonly of: (name: string) => readonly string[];
}

/** The properties of a workload that determine its networks; jobs and tests have no ports. */
export type Member = Pick<Workload, "name" | "networks" | "talksTo" | "egress"> & {
  readonly ports?: readonly unknown[];
  readonly publish?: readonly unknown[];
};

/**
 * Computes networks from the calls between services. A service with a port shares an internal network with its callers,
 * unless they share a declared network. A service that publishes a port, or that calls other systems, joins a network with
 * access to the outside; Docker publishes no ports of internal networks. The services of `monitoring` share an internal
 * network. `simplify` then reduces the number of networks.
 */
export function networksOf(
  members: readonly Member[],
  declared: readonly Network[],
  monitoring: readonly string[] = [],
): Networks {
  const groups = simplify([
    ...declaredGroups(members, declared),
    ...monitoringGroups(members, monitoring),
    ...callerGroups(members, declared),
    ...outsideGroups(members, declared),
  ]);
  const views = groups.map((group) => ({
    name: group.name,
    description: group.description ?? describe(group),
    internal: group.kind.endsWith("internal"),
  }));
  return {
    views: views.sort((a, b) => (a.name < b.name ? -1 : 1)),
    of: (name) =>
      groups
        .filter(({ members }) => members.has(name))
        .map((group) => group.name)
        .sort(),
  };
}

/** The networks that services join by name. Nothing is merged with them. */
function declaredGroups(members: readonly Member[], declared: readonly Network[]): readonly Group[] {
  return declared.flatMap(({ name, description, internal }) => {
    const joined = members.filter(({ networks }) => networks.includes(name)).map((member) => member.name);
    if (joined.length === 0) return [];
    const kind: Kind = internal ? "declared-internal" : "declared";
    return [{ name, description, kind, providers: [], members: new Set(joined) }];
  });
}

/** The tools that watch the platform trust each other, so that they need no network for each pair. */
function monitoringGroups(members: readonly Member[], monitoring: readonly string[]): readonly Group[] {
  const tools = members.filter(({ name, networks }) => monitoring.includes(name) && networks.length === 0);
  if (tools.length < 2) return [];
  const names = tools.map(({ name }) => name);
  const isTaken = members.some(({ name }) => name === monitoringNetwork);
  const name = isTaken ? `${monitoringNetwork}-tools` : monitoringNetwork;
  const description = "Prometheus and the tools and exporters that it works with.";
  return [{ name, description, kind: "internal", providers: names, members: new Set(names) }];
}

/** The network of the tools that watch the platform. */
const monitoringNetwork = "monitoring";

/** Each service with its callers. A service that has a port and no callers gets a network for clients outside the file. */
function callerGroups(members: readonly Member[], declared: readonly Network[]): readonly Group[] {
  const taken = new Set([
    published,
    ...declared.map(({ name }) => name),
    ...members.map(({ name }) => egressName(name)),
  ]);
  return members.flatMap((provider) => {
    const isShared = ({ networks }: Member): boolean => networks.some((name) => provider.networks.includes(name));
    const callers = members.filter((member) => member.talksTo.includes(provider.name) && !isShared(member));
    const isAlone = callers.length === 0 && (provider.ports ?? []).length > 0 && provider.networks.length === 0;
    if (callers.length === 0 && !isAlone) return [];
    const isTaken = taken.has(provider.name);
    return [
      {
        name: isTaken ? `${provider.name}-service` : provider.name,
        description: undefined,
        kind: "internal" as const,
        providers: [provider.name],
        members: new Set([provider.name, ...callers.map(({ name }) => name)]),
      },
    ];
  });
}

/** The networks with access to the outside, for services that need it and have no declared network with it. */
function outsideGroups(members: readonly Member[], declared: readonly Network[]): readonly Group[] {
  const open = new Set(declared.filter(({ internal }) => !internal).map(({ name }) => name));
  const closed = members.filter(({ networks }) => !networks.some((name) => open.has(name)));
  const publishing = closed.filter(({ publish = [] }) => publish.length > 0).map(({ name }) => name);
  const calling = closed.filter(({ egress, name }) => egress.length > 0 && !publishing.includes(name));
  const group = (name: string, names: readonly string[], providers: readonly string[] = []): Group => ({
    name,
    description: undefined,
    kind: "outside",
    providers,
    members: new Set(names),
  });
  return [
    ...(publishing.length > 0 ? [group(published, publishing)] : []),
    ...calling.map(({ name }) => group(egressName(name), [name], [name])),
  ];
}

function egressName(service: string): string {
  return `${service}-egress`;
}

function describe({ name, kind, providers, members }: Group): string {
  if (name === published) {
    const others = providers.length > 0 ? `, and ${inWords(providers)}, which may call other systems` : "";
    return `Services that publish ports on the host${others}.`;
  }
  if (kind === "outside") return `Lets ${inWords(providers)} call other systems.`;
  if (members.size === 1) return `For clients of ${inWords(providers)} that are not in this file.`;
  return providers.length === 1
    ? `${providers[0]} and the services that call it.`
    : `${inWords(providers)} with their callers; merged, because Docker has few networks.`;
}

/** `a, b and c`; of many names the first ones. */
function inWords(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(", ")} and ${names.length - 3} others`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
