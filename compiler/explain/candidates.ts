import { fill } from "../spec/defaults.ts";
import { nodeOf, SpecNode } from "../spec/node.ts";
import type { SpecTrees } from "../spec/normalize.ts";
import { type Origin, originKey } from "../spec/origin.ts";
import {
  definitionNamed,
  longForm,
  memberOf,
  resolve,
  rootSchema,
  type Schema,
  type SchemaNode,
} from "../spec/schema.ts";
import { alternativesTo, enginesBeside, type Names } from "./alternatives.ts";
import { type Candidate, changesOf } from "./candidate.ts";

/** The sections of the root that environments merge: they are changed there. */
const layers = [
  "services",
  "jobs",
  "defaults",
  "environments",
  "config",
  "targets",
  "edge",
  "observability",
  "dataFolder",
];

/** Everything that can be changed in a specification, each origin once, in the order of the trees. */
export function candidatesOf({ root, base, environments }: SpecTrees): readonly Candidate[] {
  const search = new Search(namesOf(root));
  const own = root.with(new Map([...root.entries].filter(([key]) => !layers.includes(key))));
  for (const entry of own.entries) search.visitEntry(entry, { schema: rootSchema });
  for (const environment of [...environments.values(), base]) search.visitEnvironment(environment, root);
  return search.candidates();
}

function namesOf(root: SpecNode): Names {
  const sections = ["services", "jobs", "secrets", "config", "external", "networks", "environments"];
  return new Map(sections.map((section) => [section, [...(root.child(section)?.entries.keys() ?? [])]] as const));
}

/** Collects nodes by origin: a value of the base is one thing to change, in however many environments it is. */
class Search {
  readonly #names: Names;
  readonly #leaves = new Map<string, { origin: Origin; nodes: Map<SpecNode, readonly SpecNode[]> }>();
  readonly #unset = new Map<string, { origin: Origin; nodes: Map<SpecNode, readonly SpecNode[]> }>();
  readonly #removable = new Map<string, { origin: Origin; nodes: Set<SpecNode> }>();
  readonly #engines = new Map<string, { origins: readonly Origin[]; nodes: Map<SpecNode, readonly SpecNode[]> }>();

  constructor(names: Names) {
    this.#names = names;
  }

  visitEnvironment(environment: SpecNode, root: SpecNode): void {
    const schema = definitionNamed("environment");
    const merged = new Map(
      Object.entries({
        services: ["service"],
        jobs: ["job", "service"],
        tests: ["test", "service"],
        config: ["setting"],
      }),
    );
    for (const [section, node] of environment.entries) {
      const definitions = merged.get(section);
      if (!definitions) this.visitEntry([section, node], { schema, definition: "environment" });
      for (const [name, thing] of definitions ? node.entries : []) {
        // An overlay changes a service; the base declares it.
        this.#addRemovable(thing, root.child(section)?.child(name)?.origin ?? thing.origin);
        for (const definition of definitions?.slice(-1) ?? []) {
          this.#visitUnset(thing, { schema: definitionNamed(definition), definition });
        }
        for (const entry of thing.entries) {
          const definition = definitions?.find((name) => memberOf(definitionNamed(name), entry[0])) ?? "service";
          this.visitEntry(entry, { schema: definitionNamed(definition), definition });
        }
      }
    }
  }

  visitEntry([key, node]: readonly [string | number, SpecNode], owner: SchemaNode): void {
    const declared = resolve(memberOf(owner.schema, key) ?? {});
    const long = declared.schema.anyOf ? longForm(declared.schema.anyOf) : declared;
    const isRequired = owner.schema.required?.includes(String(key)) ?? false;
    if (!isRequired && !node.isLayered) this.#addRemovable(node, node.origin);
    if (typeof node.content !== "object" || node.content === null) this.#visitLeaf(key, node, owner, declared.schema);
    for (const [index, item] of node.items.entries()) this.visitEntry([index, item], long);
    for (const entry of node.entries) this.visitEntry(entry, long);
    this.#visitUnset(node, long);
  }

  /** The defaults in maps that are not set. */
  #visitUnset(owner: SpecNode, { schema }: SchemaNode): void {
    if (!(owner.content instanceof Map)) return;
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (owner.entries.has(key)) continue;
      const declared = resolve(property);
      const long = declared.schema.anyOf ? longForm(declared.schema.anyOf) : declared;
      // A map with required keys has no defaults: setting it would add something new.
      if (long.schema.type !== "object" || long.schema.required) continue;
      const defaults = fill(nodeOf({}, { kind: "default", key }), long);
      for (const [name, node] of defaults.entries) {
        const inner = resolve(memberOf(long.schema, name) ?? {});
        const alternatives = othersOf(node, inner.schema.anyOf ? longForm(inner.schema.anyOf) : inner, this.#names);
        const changed = alternatives.map((other) => {
          const added = new SpecNode(new Map([[name, other]]), node.origin);
          return owner.with(new Map([...owner.entries, [key, added]]));
        });
        const known = this.#unset.get(originKey(node.origin)) ?? { origin: node.origin, nodes: new Map() };
        known.nodes.set(owner, changed);
        this.#unset.set(originKey(node.origin), known);
      }
    }
  }

  #visitLeaf(key: string | number, node: SpecNode, owner: SchemaNode, schema: Schema): void {
    if (owner.definition === "engine" && key === "name") {
      const origins = [node.origin, { kind: "catalogue", engine: String(node.content), from: node.origin } as const];
      const known = this.#engines.get(originKey(node.origin)) ?? { origins, nodes: new Map() };
      known.nodes.set(node, enginesBeside(node));
      this.#engines.set(originKey(node.origin), known);
      return;
    }
    const alternatives = alternativesTo(node, schema.anyOf ? longForm(schema.anyOf).schema : schema, this.#names);
    for (const origin of withSources(node.origin)) {
      const known = this.#leaves.get(originKey(origin)) ?? { origin, nodes: new Map() };
      known.nodes.set(node, alternatives);
      this.#leaves.set(originKey(origin), known);
    }
  }

  #addRemovable(node: SpecNode, origin: Origin): void {
    // A default cannot be removed.
    if (origin.kind !== "written") return;
    const known = this.#removable.get(originKey(origin)) ?? { origin, nodes: new Set() };
    known.nodes.add(node);
    this.#removable.set(originKey(origin), known);
  }

  candidates(): readonly Candidate[] {
    const leaves = [...this.#leaves.values()].map(({ origin, nodes }) => ({
      origins: [origin],
      changes: changesOf(nodes),
      kind: "value" as const,
    }));
    const used = [...this.#engines.values()].map(({ origins, nodes }) => ({
      origins,
      changes: changesOf(nodes),
      kind: "engine" as const,
    }));
    const entries = [...this.#removable.values()].map(({ origin, nodes }) => ({
      origins: [origin],
      changes: [new Map([...nodes].map((node) => [node, undefined] as const))],
      kind: "entry" as const,
    }));
    const unset = [...this.#unset.values()].map(({ origin, nodes }) => ({
      origins: [origin],
      changes: changesOf(nodes),
      kind: "unset" as const,
    }));
    return [...leaves, ...used, ...entries, ...unset];
  }
}

/** Alternatives to a default, which may be a map with one key, such as the limit of a range. */
function othersOf(node: SpecNode, { schema }: SchemaNode, names: Names): readonly SpecNode[] {
  const [entry] = node.entries;
  if (!entry) return alternativesTo(node, schema, names);
  const [key, value] = entry;
  const inner = resolve(memberOf(schema, key) ?? {});
  return alternativesTo(value, inner.schema, names).map((other) => node.with(new Map([...node.entries, [key, other]])));
}

/** The origin of a value, and those of the values from which it was computed. */
function withSources(origin: Origin): readonly Origin[] {
  return origin.kind === "tier" && origin.from ? [origin, ...withSources(origin.from)] : [origin];
}
