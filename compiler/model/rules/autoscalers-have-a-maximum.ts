import type { Spec } from "../../spec/normalize.ts";
import type { SpecPath } from "../../spec/path.ts";
import { writtenWorkloads } from "./layers.ts";
import type { SpecRule } from "./rule.ts";

/** The keys of `scale` that only an autoscaler uses. */
const keys = ["cpu", "memory", "requests", "queue"] as const;

/** What an autoscaler measures has no effect if no layer of the service sets a maximum. */
export const autoscalersHaveAMaximum: SpecRule = ({ spec }, reporter) => {
  const layers = writtenWorkloads(spec);
  for (const { path, spec: workload } of layers) {
    const key = keys.find((candidate) => workload.scale?.[candidate] !== undefined);
    const service = String(path.at(-1));
    if (!key || path.at(-2) !== "services" || hasMaximum(spec, service)) continue;
    const where = { path: [...path, "scale", key] as SpecPath, half: "key" } as const;
    reporter.report("model/scale-without-max", where, { service, key });
  }
};

function hasMaximum(spec: Spec, service: string): boolean {
  return writtenWorkloads(spec).some(
    ({ path, spec: { scale } }) => scale?.max !== undefined && [service, "defaults"].includes(String(path.at(-1))),
  );
}
