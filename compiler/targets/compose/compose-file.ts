import type { Environment, Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Job, Service, TestRun } from "../../model/service.ts";
import { mainServices } from "../../model/subsets.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { Spot } from "../../spec/origins.ts";
import type { ComposeSecretsSpec, ComposeTargetSpec } from "../../spec/spec.ts";
import { composeFileName, composeSettings, edgeFiles, withMonitoringFolders } from "../paths.ts";

/** A Compose file of an environment or of one of its stacks. */
export interface ComposeFile {
  /** Relative to the output folder. */
  readonly path: string;
  /** The key that names its path. */
  readonly namedBy: Spot;
  readonly platform: Platform;
  readonly environment: Environment;
  /** The name of the stack; undefined for the file of the environment. */
  readonly stack: string | undefined;
  readonly project: string;
  readonly title: string;
  readonly services: readonly Service[];
  readonly jobs: readonly Job[];
  readonly tests: readonly TestRun[];
  readonly settings: ComposeTargetSpec;
  readonly secrets: ComposeSecretsSpec;
}

/** Every Compose file of the platform, by path. */
export function composeFiles(platform: Platform, reporter: Reporter): readonly ComposeFile[] {
  const files = platform.environments.flatMap((environment) => {
    const settings = composeSettings(environment);
    return settings.enabled ? filesOf(platform, environment, settings) : [];
  });
  return withoutClashes(files, reporter).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function filesOf(platform: Platform, environment: Environment, settings: ComposeTargetSpec): readonly ComposeFile[] {
  const common = {
    platform,
    environment,
    settings,
    secrets: withDefaults<ComposeSecretsSpec>(settings.secrets, "composeSecrets"),
  };
  const own: ComposeFile = {
    ...common,
    path: composeFileName(settings.file, platform, environment),
    namedBy: { environment: environment.name, path: ["targets", "compose", "file"] },
    stack: undefined,
    project: `${platform.name}-${environment.name}`,
    title: `${platform.name}, ${environment.name}: ${environment.description ?? platform.description}`,
    services: withGeneratedFiles(mainServices(environment), platform, environment),
    jobs: environment.jobs,
    tests: environment.tests,
  };
  const stacks = environment.stacks.map((stack) => ({
    ...common,
    path: stack.file ?? composeFileName(settings.stackFile, platform, environment, stack.name),
    namedBy: {
      environment: environment.name,
      path: stack.file === undefined ? ["targets", "compose", "stackFile"] : ["stacks", stack.name, "file"],
    },
    stack: stack.name,
    project: `${platform.name}-${stack.name}`,
    title: `${platform.name}, the ${stack.name} stack${stack.description === undefined ? "." : `: ${stack.description}`}`,
    services: withGeneratedFiles(
      environment.services.filter((service) => stack.services.includes(service.name)),
      platform,
      environment,
    ),
    jobs: [],
    tests: [],
  }));
  return own.services.length > 0 ? [own, ...stacks] : stacks;
}

/** Adds the configuration that is generated for them to the edge, and to what watches the platform. */
function withGeneratedFiles(
  services: readonly Service[],
  platform: Platform,
  environment: Environment,
): readonly Service[] {
  return withMonitoringFolders(services, platform, environment).map((service) =>
    service.role === "edge" ? { ...service, files: [...service.files, ...edgeFiles(environment)] } : service,
  );
}

/** Reports files with the same path and keeps the first of them. */
function withoutClashes(files: readonly ComposeFile[], reporter: Reporter): readonly ComposeFile[] {
  const owners = new Map<string, ComposeFile>();
  for (const file of files) {
    const other = owners.get(file.path);
    if (!other) owners.set(file.path, file);
    else {
      const holes = { file: file.path, first: nameOf(other), second: nameOf(file) };
      reporter.report(
        "compose/one-file-for-two",
        { environment: file.environment.name, path: ["targets", "compose", "file"] },
        holes,
      );
    }
  }
  return [...owners.values()];
}

function nameOf(file: ComposeFile): string {
  return file.stack === undefined ? `environment '${file.environment.name}'` : `stack '${file.stack}'`;
}

/** The provider of secrets in an environment. */
export function providerOf(environment: Environment): ComposeSecretsSpec["provider"] {
  return withDefaults<ComposeSecretsSpec>(composeSettings(environment).secrets, "composeSecrets").provider;
}

/** A path in the repository, relative to the folder of a file. */
export function relativeTo(file: string, path: string): string {
  const folder = file.split("/").slice(0, -1);
  const target = path === "." ? [] : path.split("/");
  let shared = 0;
  while (shared < folder.length && folder[shared] === target[shared]) shared++;
  const up = folder.slice(shared).map(() => "..");
  const steps = [...up, ...target.slice(shared)];
  if (steps.length === 0) return ".";
  return steps[0] === ".." ? steps.join("/") : `./${steps.join("/")}`;
}
