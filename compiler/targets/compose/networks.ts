import type { Network } from "../../model/platform.ts";
import type { Workload } from "../../model/workload.ts";

/** A network of a Compose file. */
export interface NetworkView {
  readonly name: string;
  readonly description: string;
  /** Whether nothing on it reaches the outside. */
  readonly internal: boolean;
}

/** The networks of a Compose file, and which of them each of its services joins, by name. */
export interface Networks {
  readonly views: readonly NetworkView[];
  readonly of: (name: string) => readonly string[];
}

/** What decides about networks; jobs and tests have no ports. */
export type Member = Pick<Workload, "name" | "networks" | "talksTo" | "egress"> & {
  readonly publish?: readonly unknown[];
};

/** The network of everything that opens a port on the host; Docker opens none for a network without a way out. */
const published = "published";

/**
 * Computes networks from who talks to whom: each service that others talk to has a network of its own, with itself and
 * those others, and without a way out. Two services that share a declared network need none for each other.
 */
export function networksOf(members: readonly Member[], declared: readonly Network[]): Networks {
  const memberships = new Map<string, Set<string>>();
  const views = new Map<string, NetworkView>();
  const join = (view: NetworkView, name: string): void => {
    views.set(view.name, view);
    memberships.set(name, (memberships.get(name) ?? new Set()).add(view.name));
  };
  const names = new Set(members.map((member) => member.name));
  const declaredByName = new Map(declared.map((network) => [network.name, network]));
  for (const member of members) {
    for (const name of member.networks) {
      const network = declaredByName.get(name);
      if (network) join(network, member.name);
    }
  }
  for (const consumer of members) {
    for (const provider of members.filter((other) => consumer.talksTo.includes(other.name) && names.has(other.name))) {
      if (consumer.networks.some((name) => provider.networks.includes(name))) continue;
      const view = {
        name: ownName(provider.name, declaredByName),
        description: `Reaches ${provider.name}.`,
        internal: true,
      };
      join(view, provider.name);
      join(view, consumer.name);
    }
  }
  const isOut = (name: string): boolean =>
    [...(memberships.get(name) ?? [])].some((network) => !views.get(network)?.internal);
  for (const { name, publish } of members) {
    if (!publish || publish.length === 0 || isOut(name)) continue;
    join({ name: published, description: "Opens ports on the host.", internal: false }, name);
  }
  for (const { name, egress } of members) {
    if (egress.length === 0 || isOut(name)) continue;
    join({ name: `${name}-egress`, description: `Lets ${name} call what is outside.`, internal: false }, name);
  }
  return {
    views: [...views.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    of: (name) => [...(memberships.get(name) ?? [])].sort(),
  };
}

function ownName(provider: string, declared: ReadonlyMap<string, Network>): string {
  return declared.has(provider) || provider === published ? `${provider}-service` : provider;
}
