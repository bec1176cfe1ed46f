import type { Rule } from "./rule.ts";

/** A port of the host leads to one container. Compose runs one replica then, unless the specification wants more. */
export const publishedServicesHaveOneReplica: Rule = ({ spec, platform }, reporter) => {
  for (const environment of platform.environments) {
    const written = spec.merged.find(({ name }) => name === environment.name)?.services;
    for (const { name, path, publish, scale } of environment.services) {
      const [first] = publish;
      if (!first || scale.min <= 1 || written?.[name]?.scale?.min === undefined) continue;
      const holes = { service: name, replicas: scale.min, port: first.host };
      reporter.report("model/published-and-scaled", { environment: environment.name, path: [...path, "scale"] }, holes);
    }
  }
};
