import { placeOf } from "../../spec/document.ts";
import type { KeyUse } from "../../spec/expand.ts";
import type { SpecNode } from "../../spec/node.ts";
import { formatPath, type SpecPath } from "../../spec/path.ts";
import { type Need, rootSchema } from "../../spec/schema.ts";
import { belowOwner } from "./layers.ts";
import type { SpecRule } from "./rule.ts";

/**
 * A key that works only beside another one (`x-needs` of the schema) has it in a layer of the same workload: the base,
 * the defaults, or an environment. Defaults of tiers do not count: they stand in for what is not written.
 */
export const keysHaveWhatTheyNeed: SpecRule = ({ keys }, reporter) => {
  for (const use of keys.filter(({ node }) => node.content !== null && !isOff(node))) {
    const need = needOf(use);
    const path = need?.key.startsWith("/") ? need.key.slice(1).split("/") : [...use.path.slice(0, -1), need?.key ?? ""];
    if (!need || keys.some((other) => isOfLayer(other.path, path) && isMet(need, other.node.content))) continue;
    reporter.report("model/key-needs-key", placeOf({ nearest: use.node, missing: 0 }, "key"), {
      key: formatPath(belowOwner(use.path)),
      needed: formatPath(belowOwner(path)),
      value: need.value,
      path: formatPath(path),
    });
  }
};

/** Whether a key turns off what it configures, which needs nothing. */
function isOff(node: SpecNode): boolean {
  return node.content === false || node.child("enabled")?.content === false;
}

function needOf({ key }: KeyUse): Need | undefined {
  const [definition = "", property = ""] = key.split(".");
  return rootSchema.definitions?.[definition]?.properties?.[property]?.["x-needs"];
}

function isMet({ value }: Need, content: unknown): boolean {
  return value === undefined ? content !== null : content === value;
}

/** Whether a key is the one at `path`, in the same layer or in one that is merged with it. */
function isOfLayer(key: SpecPath, path: SpecPath): boolean {
  const [one, other] = [layerOf(key), layerOf(path)];
  if (one.environment !== other.environment && one.environment !== "" && other.environment !== "") return false;
  if (one.workload !== other.workload && one.workload !== "" && other.workload !== "") return false;
  return one.below === other.below;
}

/** The environment and the workload of a path; empty for the base and for the defaults of all workloads. */
function layerOf(path: SpecPath): { readonly environment: string; readonly workload: string; readonly below: string } {
  const isOverlay = path[0] === "environments";
  const [section, name] = isOverlay ? path.slice(2) : path;
  return {
    environment: isOverlay ? String(path[1]) : "",
    workload: section === "defaults" ? "" : `${section}.${name}`,
    below: formatPath(belowOwner(path)),
  };
}
