import { fillAs } from "../spec/defaults.ts";
import { nodeOf, SpecNode } from "../spec/node.ts";
import type { SpecTrees } from "../spec/normalize.ts";
import type { RepositoryDefault, RepositoryInspection } from "./inspection.ts";

/** Adds what the repository determines to services and jobs, in every environment, where the specification sets nothing. */
export function withRepositoryDefaults(trees: SpecTrees, { sources }: RepositoryInspection): SpecTrees {
  const found = new Map(
    [...sources].flatMap(([name, { defaults }]) => (defaults.length > 0 ? [[name, defaults]] : [])),
  );
  if (found.size === 0) return trees;
  const change = (tree: SpecNode): SpecNode => withSections(tree, found);
  return {
    ...trees,
    base: change(trees.base),
    environments: new Map(Array.from(trees.environments, ([name, tree]) => [name, change(tree)])),
  };
}

function withSections(tree: SpecNode, found: ReadonlyMap<string, readonly RepositoryDefault[]>): SpecNode {
  const entries = new Map(tree.entries);
  for (const [section, definition] of [
    ["services", "service"],
    ["jobs", "job"],
  ] as const) {
    const workloads = entries.get(section);
    if (!workloads) continue;
    const changed = new Map(workloads.entries);
    for (const [name, defaults] of found) {
      const workload = changed.get(name);
      if (!workload?.child("runtime")) continue;
      changed.set(name, fillAs(defaults.reduce(withDefault, workload), definition));
    }
    entries.set(section, workloads.with(changed));
  }
  return tree.with(entries);
}

/** A workload with a value at a key such as `lockfile.path`, unless it is written there. */
function withDefault(workload: SpecNode, { key, value, file }: RepositoryDefault): SpecNode {
  const origin = { kind: "repository", file } as const;
  const put = (node: SpecNode | undefined, [first = "", ...rest]: readonly string[]): SpecNode => {
    const owner = node ?? new SpecNode(new Map(), origin);
    const existing = owner.child(first);
    if (rest.length === 0) {
      const isSet = existing !== undefined && existing.origin.kind !== "default";
      return isSet ? owner : owner.with(new Map([...owner.entries, [first, nodeOf(value, origin)]]));
    }
    return owner.with(new Map([...owner.entries, [first, put(existing, rest)]]));
  };
  return put(workload, key.split("."));
}
