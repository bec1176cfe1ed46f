import type { Rule } from "./rule.ts";

/** An exception that allows a capability names it. The schema requires the reason. */
export const exceptionsHaveReasons: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const workload of [...environment.services, ...environment.jobs]) {
      workload.hardening.exceptions.forEach((exception, index) => {
        if (exception.allow !== "capability" || exception.value !== undefined) return;
        reporter.report(
          "model/capability-missing",
          { environment: environment.name, path: [...workload.path, "exceptions", index] },
          {},
        );
      });
    }
  }
};
