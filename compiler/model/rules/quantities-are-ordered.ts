import type { Rule } from "../check.ts";

/** What is reserved is no more than the limit, and the fewest replicas no more than the most. */
export const quantitiesAreOrdered: Rule = ({ spec, platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { path, resources } of [...environment.services, ...environment.jobs, ...environment.tests]) {
      for (const key of ["cpu", "memory"] as const) {
        if (resources[key].reserve <= resources[key].limit) continue;
        reporter.report(environment.name, "model/reserve-above-limit", [...path, "resources", key], {
          what: `resources.${key}`,
        });
      }
    }
  }
  for (const environment of spec.merged) {
    for (const [name, { scale }] of Object.entries(environment.services)) {
      if (scale?.min === undefined || scale.max === undefined || scale.min <= scale.max) continue;
      const holes = { min: scale.min, max: scale.max };
      reporter.report(environment.name, "model/scale-reversed", ["services", name, "scale", "max"], holes);
    }
  }
};
