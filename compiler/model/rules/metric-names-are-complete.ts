import { metricNamesOf } from "../monitoring/metric-names.ts";
import type { Rule } from "./rule.ts";

/** The names of a service's metrics include those of requests and of their status, or nothing can be counted. */
export const metricNamesAreComplete: Rule = ({ spec }, reporter) => {
  for (const { name: environment, services } of spec.merged) {
    for (const [service, { metrics, runtime }] of Object.entries(services)) {
      const names = metrics?.names;
      if (!names || metricNamesOf(names, runtime?.language)) continue;
      const isCounted = (names.requests ?? names.duration) !== undefined;
      const path = ["services", service, "metrics", "names"];
      const missing = isCounted ? "the label of the status" : "the counter or the histogram of requests";
      const keys = isCounted ? ["status"] : ["requests", "duration"];
      reporter.report("model/metric-names-incomplete", { environment, path }, { service, missing, keys });
    }
  }
};
