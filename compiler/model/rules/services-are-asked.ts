import type { Rule } from "./rule.ts";

/** Something tells whether a service works, and in development it can run from its source. */
export const servicesAreAsked: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { name, path, health, origin } of environment.services) {
      if (!health)
        reporter.report("model/no-health", { environment: environment.name, path, half: "key" }, { service: name });
      const program = health?.container?.command[0];
      if (origin.kind === "image" && program === "nc") {
        const holes = { service: name, program };
        reporter.report("model/health-guessed", { environment: environment.name, path, half: "key" }, holes);
      }
      const isDeveloped = environment.tier === "development" && origin.kind === "built";
      if (isDeveloped && !origin.build.develop) {
        const holes = { service: name, environments: [environment.name] };
        reporter.report("model/no-develop", { environment: environment.name, path, half: "key" }, holes);
      }
    }
  }
};
