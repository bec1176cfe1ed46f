import type { Spec } from "../../spec/normalize.ts";
import { formatPath } from "../../spec/path.ts";
import type { Reporter } from "../reporter.ts";
import { writtenWorkloads } from "./layers.ts";
import type { Rule } from "./rule.ts";

/** Requests do not exceed limits, and the minimum of replicas never exceeds the maximum, schedules included. */
export const quantitiesAreOrdered: Rule = ({ spec, platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { path, resources } of [...environment.services, ...environment.jobs, ...environment.tests]) {
      for (const key of ["cpu", "memory"] as const) {
        if (resources[key].request <= resources[key].limit) continue;
        reporter.report(
          "model/request-above-limit",
          { environment: environment.name, path: [...path, "resources", key] },
          {
            what: `resources.${key}`,
          },
        );
      }
    }
  }
  // Tiers below production run fewer replicas than specified.
  for (const environment of [spec.base, ...spec.merged.filter(({ tier }) => tier === "production")]) {
    for (const [name, { scale }] of Object.entries(environment.services)) {
      scale?.schedules?.forEach(({ replicas }, index) => {
        if (scale.max !== undefined && replicas <= scale.max) return;
        const path = ["services", name, "scale", "schedules", index, "replicas"];
        reporter.report(
          "model/schedule-above-max",
          { environment: environment.name, path },
          { service: name, replicas, max: scale.max },
        );
      });
    }
  }
  reportReversed(spec, reporter);
};

/** Reports a minimum above the maximum: in a layer that sets both, and otherwise in the environments where they meet. */
function reportReversed(spec: Spec, reporter: Reporter): void {
  const reported = new Set<string>();
  for (const { path, spec: workload } of writtenWorkloads(spec)) {
    const { scale } = workload;
    if (!isReversed(scale)) continue;
    reported.add(path.join("."));
    const holes = { ...scale, owner: formatPath(path) };
    reporter.report("model/scale-reversed", { path: [...path, "scale", "max"] }, holes);
  }
  for (const { name: environment, services } of spec.merged) {
    for (const [name, { scale }] of Object.entries(services)) {
      const base = ["services", name];
      const overlay = ["environments", environment, ...base];
      if (!isReversed(scale) || [base, overlay].some((path) => reported.has(path.join(".")))) continue;
      const own = spec.environments[environment]?.services?.[name]?.scale;
      const key = own?.min !== undefined && own.max === undefined ? "min" : "max";
      const holes = { ...scale, owner: formatPath(own ? overlay : base) };
      reporter.report("model/scale-reversed", { environment, path: [...base, "scale", key] }, holes);
    }
  }
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function isReversed(scale: Partial<Bounds> | undefined): scale is Bounds {
  return scale?.min !== undefined && scale.max !== undefined && scale.min > scale.max;
}
