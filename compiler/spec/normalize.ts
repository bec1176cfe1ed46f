import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { withAddedSecrets } from "./added-secrets.ts";
import type { BrokenParts } from "./broken.ts";
import { fill } from "./defaults.ts";
import { placeOf } from "./document.ts";
import { type Expanded, expand, type KeyUse } from "./expand.ts";
import { Layering } from "./merge.ts";
import { mergeEnvironment } from "./merge-environment.ts";
import { type Entries, nodeOf, SpecNode } from "./node.ts";
import { formatPath } from "./path.ts";
import { isSwitch, rootSchema } from "./schema.ts";
import type { EnvironmentSpec, JobSpec, RootSpec, ServiceSpec, SettingSpec, TargetsSpec, TestSpec } from "./spec.ts";
import type { Tier } from "./tiers.ts";
import type { ValidDocument } from "./validate.ts";

/** A job with everything that it has from the service in whose image it runs. */
export type MergedJob = JobSpec & ServiceSpec;

/** A kind of test with everything that it has from its service. */
export type MergedTest = TestSpec & ServiceSpec;

/** What an environment means: the base with the tier's defaults and the environment's own layer laid over it. */
export interface MergedEnvironment extends Omit<EnvironmentSpec, "services" | "jobs" | "tests" | "config" | "targets"> {
  readonly name: string;
  readonly tier: Tier;
  readonly services: Readonly<Record<string, ServiceSpec>>;
  readonly jobs: Readonly<Record<string, MergedJob>>;
  readonly tests: Readonly<Record<string, MergedTest>>;
  readonly config: Readonly<Record<string, SettingSpec>>;
  readonly targets: TargetsSpec;
}

/**
 * The specification as it is meant: long forms, defaults, and one merged tree for each environment. The layers
 * themselves (`services`, `jobs`, `defaults`, `environments`) stand here as written, in long forms without defaults.
 */
export interface Spec extends RootSpec {
  /** What the environments share: the base with the defaults of production, without an overlay. Its name is empty. */
  readonly base: MergedEnvironment;
  readonly merged: readonly MergedEnvironment[];
  /** The own Dockerfiles that exist, by the name of their service or job. */
  readonly dockerfiles: ReadonlyMap<string, Dockerfile>;
}

/** The specification as it is meant, with the origin of every value. */
export interface SpecTrees {
  /** Everything but the merged environments. */
  readonly root: SpecNode;
  readonly base: SpecNode;
  /** By name, in the order of their names. */
  readonly environments: ReadonlyMap<string, SpecNode>;
}

/** A specification as it is meant, and the keys that are written in it. */
export interface Normalized {
  readonly trees: SpecTrees;
  readonly keys: readonly KeyUse[];
}

/** Expands, merges and fills in. Reports nulls that remove nothing, as parts that lack a value. */
export function normalize(document: ValidDocument, diagnostics: Diagnostics): Normalized {
  const expanded = expand(document.root, diagnostics);
  const { keys } = expanded;
  const root = withAddedSecrets(expanded.root);
  const layering = new Layering();
  const environments = [...(root.child("environments")?.entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  const merged = environments.map(
    ([name, environment]) => [name, mergeEnvironment({ name, environment, root, layering })] as const,
  );
  const base = mergeBase(root, layering);
  reportIdleNulls(expanded, layering, document.broken, diagnostics);
  return { trees: { root: filledRoot(root), base, environments: new Map(merged) }, keys };
}

/** The plain data of a specification. */
export function specOf({ root, base, environments }: SpecTrees): Spec {
  return {
    ...(root.plain as RootSpec),
    base: environmentOf("", base),
    merged: Array.from(environments, ([name, environment]) => environmentOf(name, environment)),
    dockerfiles: new Map(),
  };
}

function environmentOf(name: string, { plain }: SpecNode): MergedEnvironment {
  return { ...(plain as Omit<MergedEnvironment, "name">), name };
}

/** The layers stay as they are written: they are filled in where they are merged. */
function filledRoot(root: SpecNode): SpecNode {
  const layers = ["services", "jobs", "defaults", "environments"];
  const [own, others] = [true, false].map((isLayer) =>
    [...root.entries].filter(([key]) => layers.includes(key) === isLayer),
  );
  const filled = fill(root.with(new Map(others)), { schema: rootSchema });
  return root.with(new Map([...filled.entries, ...(own ?? [])]));
}

/** Services and jobs of the base exist in every environment. */
function mergeBase(root: SpecNode, layering: Layering): SpecNode {
  const everywhere = new Map(root.entries);
  for (const section of ["services", "jobs"]) {
    const things = everywhere.get(section);
    if (things) everywhere.set(section, things.with(mapped(things.entries, (thing) => without(thing, "environments"))));
  }
  const production = nodeOf({ tier: "production" }, { kind: "tier", tier: "production", key: "tier" });
  const environment = new SpecNode(production.entries, root.origin);
  return mergeEnvironment({ name: "", environment, root: root.with(everywhere), layering });
}

function mapped(entries: Entries, change: (node: SpecNode) => SpecNode): Entries {
  return new Map(Array.from(entries, ([key, node]) => [key, change(node)]));
}

function without(node: SpecNode, key: string): SpecNode {
  if (!node.entries.has(key)) return node;
  return node.with(new Map([...node.entries].filter(([name]) => name !== key)));
}

/** A null is there to remove something, in one environment at least. */
function reportIdleNulls(
  { nulls }: Expanded,
  { idle, removing }: Layering,
  broken: BrokenParts,
  diagnostics: Diagnostics,
): void {
  for (const [node, path] of nulls) {
    if (!idle.has(node) || removing.has(node)) continue;
    const place = placeOf({ nearest: node, missing: 0 }, "key");
    diagnostics.report("schema/removes-nothing", place, {
      what: formatPath(path),
      key: String(path.at(-1)),
      isSwitch: isSwitch(path),
    });
    broken.add(path);
  }
}
