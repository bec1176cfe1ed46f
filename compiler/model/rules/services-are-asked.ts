import type { Rule } from "./rule.ts";

/** Something tells whether a service works, and in development it can run from its source. */
export const servicesAreAsked: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { name, path, health, origin } of environment.services) {
      if (!health)
        reporter.report("model/no-health", { environment: environment.name, path, half: "key" }, { service: name });
      const program = health?.container?.command[0];
      const isGuessed = origin.kind === "image" || (origin.kind === "built" && origin.build.kind === "own");
      if (isGuessed && program === "nc") {
        const holes = { service: name, program };
        reporter.report("model/health-guessed", { environment: environment.name, path, half: "key" }, holes);
      }
      const generated = origin.kind === "built" && origin.build.kind === "generated" ? origin.build : undefined;
      if (environment.tier === "development" && generated && !generated.develop) {
        const holes = { service: name, environment: environment.name };
        reporter.report("model/no-develop", { environment: environment.name, path, half: "key" }, holes);
      }
    }
  }
};
