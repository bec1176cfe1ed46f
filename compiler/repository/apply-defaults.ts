import { fillAs } from "../spec/defaults.ts";
import { nodeOf, SpecNode } from "../spec/node.ts";
import type { SpecTrees } from "../spec/normalize.ts";
import type { RepositoryDefault, RepositoryInspection } from "./inspection.ts";

/**
 * Adds what the repository determines to services and jobs, and to targets that the specification names, in every
 * environment, where the specification sets nothing.
 */
export function withRepositoryDefaults(trees: SpecTrees, { sources, defaults }: RepositoryInspection): SpecTrees {
  const found = new Map(
    [...sources].flatMap(([name, { defaults }]) => (defaults.length > 0 ? [[name, defaults]] : [])),
  );
  if (found.size === 0 && defaults.length === 0) return trees;
  const ofTargets = (tree: SpecNode): SpecNode => defaults.reduce(withTargetDefault, tree);
  const change = (tree: SpecNode): SpecNode => ofTargets(withSections(tree, found));
  return {
    root: ofTargets(trees.root),
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

/** A specification with a value at a key such as `targets.ci.checkout.lfs`, if it has that target. */
function withTargetDefault(tree: SpecNode, found: RepositoryDefault): SpecNode {
  const [section = "", target = ""] = found.key.split(".");
  return tree.child(section)?.child(target) ? withDefault(tree, found) : tree;
}

/** A tree with a value at a key such as `lockfile.path`, unless it is written there. */
function withDefault(tree: SpecNode, { key, value, file }: RepositoryDefault): SpecNode {
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
  return put(tree, key.split("."));
}
