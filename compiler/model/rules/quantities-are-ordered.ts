import type { Rule } from "./rule.ts";

/** What is reserved is no more than the limit, and the fewest replicas no more than the most, at any time. */
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
  // Tiers below production run fewer replicas than the specification says.
  for (const environment of [spec.base, ...spec.merged.filter(({ tier }) => tier === "production")]) {
    for (const [name, { scale }] of Object.entries(environment.services)) {
      scale?.schedules?.forEach(({ replicas }, index) => {
        if (scale.max !== undefined && replicas <= scale.max) return;
        const path = ["services", name, "scale", "schedules", index, "replicas"];
        reporter.report(
          "model/schedule-above-max",
          { environment: environment.name, path },
          { replicas, max: scale.max },
        );
      });
    }
  }
  for (const environment of spec.merged) {
    for (const [name, { scale }] of Object.entries(environment.services)) {
      if (scale?.min === undefined || scale.max === undefined || scale.min <= scale.max) continue;
      const holes = { min: scale.min, max: scale.max };
      reporter.report(
        "model/scale-reversed",
        { environment: environment.name, path: ["services", name, "scale", "max"] },
        holes,
      );
    }
  }
};
