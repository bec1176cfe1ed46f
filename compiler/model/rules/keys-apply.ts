import { placeOf } from "../../spec/document.ts";
import type { KeyUse } from "../../spec/expand.ts";
import type { Kind } from "../../spec/kinds.ts";
import type { MergedEnvironment, Spec } from "../../spec/normalize.ts";
import { formatPath, type SpecPath } from "../../spec/path.ts";
import { rootSchema } from "../../spec/schema.ts";
import type { Tier } from "../../spec/tiers.ts";
import {
  type Kinds,
  kindsOfEnvironment,
  kindsOfJob,
  kindsOfMock,
  kindsOfPlatform,
  kindsOfService,
  kindsOfTest,
  kindsOfWatched,
} from "../kinds-of.ts";
import { belowOwner } from "./layers.ts";
import type { SpecRule } from "./rule.ts";

/** Every key has an effect on its owner, which is of one of the kinds that the schema lists for the key. */
export const keysApply: SpecRule = ({ spec, keys }, reporter) => {
  const reported: SpecPath[] = [];
  for (const use of keys.filter(({ node }) => node.content !== null)) {
    const found = misplaced(use, spec);
    // The keys below a key without an effect have none either.
    if (!found || reported.some((path) => isBelow(use.path, path))) continue;
    reported.push(use.path);
    const holes = { key: formatPath(belowOwner(use.path)), ...found };
    reporter.report("model/key-not-applicable", placeOf({ nearest: use.node, missing: 0 }, "key"), holes);
  }
};

/** The workload that a key has no effect on, and what to do instead; undefined where it has one. */
function misplaced(
  { key, path }: KeyUse,
  spec: Spec,
): { readonly service: string; readonly kind: string; readonly instead: string | undefined } | undefined {
  const [definition = "", property = ""] = key.split(".");
  const schema = rootSchema.definitions?.[definition]?.properties?.[property];
  const wanted = schema?.["x-applies-to"];
  if (!wanted) return undefined;
  const owners = ownersOf(path, spec);
  const [first] = owners;
  if (!first || owners.some(({ kinds }) => wanted.some((kind) => kinds.has(kind)))) return undefined;
  return { service: first.name, kind: first.label, instead: schema?.["x-instead"] };
}

/** The workloads that a key is written for: one, or for a key of the defaults all that are built from source. */
function ownersOf(path: SpecPath, spec: Spec): readonly (Kinds & { readonly name: string })[] {
  const [section, name, ...rest] = path;
  if (section === "environments") {
    const environment = spec.merged.find((merged) => merged.name === name);
    const watched = environment ? kindsOfWatched(environment) : [];
    return environment ? ownersIn(environment, rest).map((owner) => within(owner, environment.tier, watched)) : [];
  }
  const watched = spec.merged.flatMap(kindsOfWatched);
  return ownersIn(spec.base, path).map((owner) => within(owner, undefined, watched));
}

/** An owner with the kinds that follow from where it is: the base may be that of an environment of any tier. */
function within<T extends Kinds>(owner: T, tier: Tier | undefined, watched: readonly Kind[]): T {
  if (owner.kinds.has("mock") || owner.kinds.has("test")) return owner;
  const kinds = new Set<Kind>([...owner.kinds, ...watched]);
  if (tier === undefined) kinds.add("base");
  if (tier !== "test") kinds.add("deployed");
  if (tier !== "test" && tier !== "development") kinds.add("released");
  return { ...owner, kinds };
}

function ownersIn(environment: MergedEnvironment, [section, key]: SpecPath): readonly (Kinds & { name: string })[] {
  const name = String(key);
  const named = (kinds: Kinds | undefined): readonly (Kinds & { name: string })[] =>
    kinds ? [{ ...kinds, name }] : [];
  switch (section) {
    case "defaults":
      return Object.entries(environment.services).flatMap(([service, spec]) => {
        const kinds = kindsOfService(spec);
        return kinds?.kinds.has("built") ? [{ ...kinds, name: service }] : [];
      });
    case "services": {
      const service = environment.services[name];
      return named(service && kindsOfService(service));
    }
    case "jobs": {
      const job = environment.jobs[name];
      return named(job && kindsOfJob(job));
    }
    case "edge":
    case "observability":
    case "targets": {
      const kinds = environment.name === "" ? kindsOfPlatform : kindsOfEnvironment(environment);
      return [{ ...kinds, name: environment.name }];
    }
    case "mocks":
      return named(kindsOfMock);
    case "tests":
      return named(kindsOfTest);
    default:
      return [];
  }
}

function isBelow(path: SpecPath, owner: SpecPath): boolean {
  return owner.every((step, index) => path[index] === step);
}
