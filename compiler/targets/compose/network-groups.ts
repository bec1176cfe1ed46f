/**
 * The kind of a network. Computed networks are `internal`, without access to the outside, or `outside`, with it. Declared
 * networks are part of the specification.
 */
export type Kind = "internal" | "outside" | "declared" | "declared-internal";

/** The network of every service that publishes a port on the host. */
export const published = "published";

/** A network while it is computed. */
export interface Group {
  readonly name: string;
  /** Of a declared network. */
  readonly description: string | undefined;
  readonly kind: Kind;
  /** The services that it is for, by name. */
  readonly providers: readonly string[];
  /** The services that join it. */
  readonly members: ReadonlySet<string>;
}

/**
 * The most networks of one Compose file, unless it declares more itself. Docker's default address pools hold 31 networks for all
 * projects of an engine (https://docs.docker.com/engine/network/#automatic-subnet-allocation), so that four environments
 * and the engine's own network fit on one machine.
 */
export const mostNetworks = 6;

/**
 * Reduces the number of networks. A network whose members all share another one is omitted; that changes no connection.
 * While there are too many, the two networks of a kind are merged whose union connects the fewest pairs of services that
 * share no network yet. Internal networks are merged with internal ones only, so no service gains access to the outside.
 */
export function simplify(all: readonly Group[]): readonly Group[] {
  let groups = withoutContained(all);
  while (groups.length > mostNetworks) {
    const pair = closestPair(groups);
    if (!pair) return groups;
    const [one, other] = pair;
    groups = withoutContained([...groups.filter((group) => group !== one && group !== other), merged(one, other)]);
  }
  return groups;
}

function computed(groups: readonly Group[]): readonly Group[] {
  return groups.filter(({ kind }) => kind === "internal" || kind === "outside");
}

/** Leaves out computed groups whose members are together in another group that is as open. */
function withoutContained(groups: readonly Group[]): readonly Group[] {
  const kept = [...groups];
  const smallestFirst = [...computed(groups)].sort(
    (a, b) => a.members.size - b.members.size || compare(a.name, b.name),
  );
  for (const group of smallestFirst) {
    const isContained = kept.some(
      (other) =>
        other !== group &&
        (group.kind === "internal" || other.kind === "outside" || other.kind === "declared") &&
        [...group.members].every((name) => other.members.has(name)),
    );
    if (isContained) kept.splice(kept.indexOf(group), 1);
  }
  return kept;
}

/** The two groups of one kind whose union connects the fewest services anew; then the smaller union, then by name. */
function closestPair(groups: readonly Group[]): readonly [Group, Group] | undefined {
  const sorted = [...computed(groups)].sort((a, b) => compare(a.name, b.name));
  const connected = connections(groups);
  let best: { readonly pair: readonly [Group, Group]; readonly cost: number; readonly size: number } | undefined;
  for (const [index, one] of sorted.entries()) {
    for (const other of sorted.slice(index + 1)) {
      if (one.kind !== other.kind) continue;
      const size = new Set([...one.members, ...other.members]).size;
      const cost = newConnections(one, other, connected);
      if (best && (cost > best.cost || (cost === best.cost && size >= best.size))) continue;
      best = { pair: [one, other], cost, size };
    }
  }
  return best?.pair;
}

/** By service, those that it shares a network with. */
function connections(groups: readonly Group[]): ReadonlyMap<string, ReadonlySet<string>> {
  const connected = new Map<string, Set<string>>();
  for (const { members } of groups) {
    for (const name of members) {
      const others = connected.get(name) ?? new Set();
      connected.set(name, others);
      for (const other of members) others.add(other);
    }
  }
  return connected;
}

/** How many pairs of services share no network yet and would share the union of two. */
function newConnections(one: Group, other: Group, connected: ReadonlyMap<string, ReadonlySet<string>>): number {
  let count = 0;
  for (const a of one.members) {
    if (other.members.has(a)) continue;
    for (const b of other.members) {
      if (!one.members.has(b) && !connected.get(a)?.has(b)) count++;
    }
  }
  return count;
}

/** The union of two groups, with the name of the larger one, or `published` if one of them is. */
function merged(one: Group, other: Group): Group {
  const [larger] = [one, other].sort((a, b) => b.members.size - a.members.size || compare(a.name, b.name));
  return {
    name: [one, other].some(({ name }) => name === published) ? published : (larger ?? one).name,
    description: undefined,
    kind: one.kind,
    providers: [...new Set([...one.providers, ...other.providers])].sort(),
    members: new Set([...one.members, ...other.members]),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
