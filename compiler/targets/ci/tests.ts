import { buildSecrets, secretsOfBuild, suppliedVariable } from "../../model/build-secrets.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { settingsIn } from "../../model/text.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { ComposeSecretsSpec } from "../../spec/spec.ts";
import { composeFileName, composeSettings, edgeFiles, secretsScript } from "../paths.ts";
import { composeFilesIn } from "./lint.ts";

/** The tests of an environment, which Compose runs together with its services. */
export interface TestRuns {
  readonly environment: string;
  readonly composeFile: string;
  readonly tests: readonly string[];
  /** The paths they depend on, besides those that images are built from. */
  readonly paths: readonly string[];
  /** The longest timeout, in seconds. */
  readonly timeout: number;
  /** The settings that the Compose file requires. */
  readonly settings: readonly RequiredSetting[];
  /** Whether the script that creates secret files has to run. */
  readonly hasSecrets: boolean;
  /** The variables of the script for secrets that it cannot generate, except those of builds. */
  readonly secrets: readonly string[];
}

/** A setting without a default, with an example if the specification has one. */
interface RequiredSetting {
  readonly name: string;
  readonly example: string | undefined;
}

/** Minutes for the builds before the tests start. */
const buildMinutes = 30;

/** The minutes after which a job with tests is cancelled. */
export function minutesOf({ timeout }: TestRuns): number {
  return Math.ceil(timeout / 60) + buildMinutes;
}

/** The tests, by environment. */
export function testRunsOf(platform: Platform): readonly TestRuns[] {
  return platform.environments
    .filter((environment) => environment.tests.length > 0 && composeSettings(environment).enabled)
    .map((environment) => {
      const settings = composeSettings(environment);
      const { provider } = withDefaults<ComposeSecretsSpec>(settings.secrets, "composeSecrets");
      const hasSecrets =
        provider === "file" &&
        workloadsOf(environment).some(
          ({ secrets, origin }) =>
            secrets.length > 0 || (origin.kind === "built" && secretsOfBuild(platform, origin.build).length > 0),
        );
      return {
        environment: environment.name,
        composeFile: composeFileName(settings.file, platform, environment),
        tests: environment.tests.map(({ name }) => name),
        paths: pathsOf(platform, environment, hasSecrets),
        timeout: Math.max(...environment.tests.map(({ timeout }) => timeout)),
        settings: settingsOf(platform, environment),
        hasSecrets,
        secrets: hasSecrets ? suppliedSecrets(platform) : [],
      };
    });
}

type Workloads = readonly (
  | Environment["services"][number]
  | Environment["jobs"][number]
  | Environment["tests"][number]
)[];

function workloadsOf({ services, jobs, tests }: Environment): Workloads {
  return [...services, ...jobs, ...tests];
}

function pathsOf(platform: Platform, environment: Environment, hasSecrets: boolean): readonly string[] {
  const files = [...workloadsOf(environment).flatMap((workload) => workload.files), ...edgeFiles(environment)];
  const mounted = files.flatMap(({ content }) => {
    if (content.kind === "secret") return [];
    // Compose mounts files with inline content from there.
    return content.kind === "text" ? `config/${environment.name}` : content.source;
  });
  const written = [...composeFilesIn(platform, environment), ...(hasSecrets ? [secretsScript] : [])];
  return [...new Set([...mounted, ...written])].sort();
}

function settingsOf(platform: Platform, environment: Environment): readonly RequiredSetting[] {
  const values = workloadsOf(environment).flatMap(({ env }) => env.map(({ value }) => value));
  const names = new Set(values.flatMap(settingsIn));
  return platform.settings.filter(({ name }) => names.has(name)).map(({ name, example }) => ({ name, example }));
}

/** The variables of `create-secrets.sh`. */
function suppliedSecrets(platform: Platform): readonly string[] {
  const ofBuilds = new Set(buildSecrets(platform));
  return platform.secrets
    .filter(({ name, generate }) => generate === undefined && !ofBuilds.has(name))
    .map(({ name }) => suppliedVariable(name));
}
