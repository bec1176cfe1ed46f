import { generatedBuildOf } from "../built-images.ts";
import { healthcheckOf } from "../own-health.ts";
import type { Environment } from "../platform.ts";
import type { Reporter } from "../reporter.ts";
import type { Service } from "../service.ts";
import type { Rule } from "./rule.ts";

/** Every service has a health check, also inside its container, and in development it can run from its source. */
export const servicesHaveHealthChecks: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const service of environment.services) {
      const { name, path, health } = service;
      const place = { environment: environment.name, path, half: "key" } as const;
      if (!health) reporter.report("model/no-health", place, { service: name });
      checkContainer(service, environment, reporter);
      const generated = generatedBuildOf(service);
      // The start command stands in for a development command that is not set: it is the same list.
      const isReloaded = generated?.develop !== generated?.start;
      if (environment.tier === "development" && generated && !isReloaded) {
        const command = generated.start.join(" ");
        reporter.report("model/no-develop", place, { service: name, command });
      }
    }
  }
};

/** Reports a check that the container cannot make, or that it may not be able to make. */
function checkContainer(service: Service, environment: Environment, reporter: Reporter): void {
  const { name, path, health, origin } = service;
  if (!health) return;
  const place = { environment: environment.name, path: [...path, "health"] };
  const { kind } = health.ready.handler;
  const own = origin.kind === "built" && origin.build.kind === "own" ? origin.build : undefined;
  const isStage = environment.tier === "development" && own?.targets.development !== undefined;
  const isStated = !isStage && own?.file && healthcheckOf(own.file, own.targets.production || undefined);
  const isGuessed = origin.kind === "image" || (own && !isStated);
  const program = health.container?.command[0];
  if (program === undefined) {
    checkTimes(service, environment, reporter);
    const waiting = environment.services.filter(({ dependsOn }) =>
      dependsOn.some((dependency) => dependency.name === name && dependency.condition === "healthy"),
    );
    if (origin.kind === "engine" && waiting.length === 0) return;
    const holes = { service: name, waiting: waiting.map((dependent) => `'${dependent.name}'`) };
    reporter.report("model/no-container-check", place, holes);
  } else if (kind === "grpc" && ["bash", "nc"].includes(program)) {
    reporter.report("model/grpc-by-tcp", place, { service: name });
  } else if (isGuessed && ["nc", "wget"].includes(program) && kind !== "command") {
    const key = { environment: environment.name, path, half: "key" } as const;
    reporter.report("model/health-guessed", key, { service: name, program });
  }
}

/** Reports times of a check that the image of an engine cannot make, because it has no program for it. */
function checkTimes({ path, origin }: Service, environment: Environment, reporter: Reporter): void {
  if (origin.kind !== "engine") return;
  for (const time of ["interval", "timeout", "retries"]) {
    const spot = { environment: environment.name, path: [...path, "health", "container", time] };
    const holes = { engine: origin.engine, key: `health.container.${time}` };
    if (reporter.written([spot]).length > 0) reporter.report("model/engine-without", spot, holes);
  }
}
