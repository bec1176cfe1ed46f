import { hasOrigin } from "../origin.ts";
import type { Rule } from "./rule.ts";

/** A service that scales on a queue names a Redis. Another rule reports names of services that do not exist. */
export const queuesAreLists: Rule = ({ spec, platform }, reporter) => {
  for (const { name: environment, services } of platform.environments) {
    const specs = spec.merged.find(({ name }) => name === environment)?.services ?? {};
    for (const { path, scale } of services) {
      if (!scale.queue) continue;
      const { service } = scale.queue;
      const queue = services.find(({ name }) => name === service);
      if (
        !queue ||
        (specs[service] && !hasOrigin(specs[service])) ||
        (queue.origin.kind === "engine" && queue.origin.engine === "redis")
      )
        continue;
      reporter.report(
        "model/queue-not-redis",
        { environment, path: [...path, "scale", "queue", "service"] },
        { service },
      );
    }
  }
};
