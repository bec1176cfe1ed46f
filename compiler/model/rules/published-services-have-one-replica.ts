import type { Rule } from "./rule.ts";

/** A port of the host leads to one container. */
export const publishedServicesHaveOneReplica: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { name, path, publish, scale } of environment.services) {
      const [first] = publish;
      if (!first || scale.min <= 1) continue;
      const holes = { service: name, replicas: scale.min, port: first.host };
      reporter.report("model/published-and-scaled", { environment: environment.name, path: [...path, "scale"] }, holes);
    }
  }
};
