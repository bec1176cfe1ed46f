import { inFolder } from "../../model/build-context.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import type { Job, Service, TestRun } from "../../model/service.ts";
import { mainServices } from "../../model/subsets.ts";
import { composeFileName, composeSettings } from "../paths.ts";

/** An environment, or a stack, that a Compose file runs. */
export interface ComposeProject {
  /** `production`, and `production/monitoring` for a stack. */
  readonly name: string;
  readonly environment: Environment;
  /** The Compose file, relative to the root of the repository. */
  readonly file: string;
  /** The name that Docker Compose gives the project. */
  readonly project: string;
  readonly services: readonly Service[];
  readonly jobs: readonly Job[];
  readonly tests: readonly TestRun[];
}

/** The Compose projects of a platform, by environment. */
export function composeProjects(platform: Platform): readonly ComposeProject[] {
  return platform.environments.flatMap((environment) => {
    const settings = composeSettings(environment);
    if (!settings.enabled) return [];
    const services = mainServices(environment);
    const own: ComposeProject = {
      name: environment.name,
      environment,
      file: inFolder(platform.output, composeFileName(settings.file, platform, environment)),
      project: `${platform.name}-${environment.name}`,
      services,
      jobs: environment.jobs,
      tests: environment.tests,
    };
    const stacks = environment.stacks.map((stack) => ({
      name: `${environment.name}/${stack.name}`,
      environment,
      file: inFolder(
        platform.output,
        stack.file ?? composeFileName(settings.stackFile, platform, environment, stack.name),
      ),
      project: `${platform.name}-${stack.name}`,
      services: environment.services.filter(({ name }) => stack.services.includes(name)),
      jobs: [],
      tests: [],
    }));
    return services.length > 0 ? [own, ...stacks] : stacks;
  });
}
