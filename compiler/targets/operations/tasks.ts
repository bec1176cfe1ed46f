import { quoteShell } from "../../literals/shell.ts";
import { inFolder } from "../../model/build-context.ts";
import { namedImages } from "../../model/built-images.ts";
import type { Platform } from "../../model/platform.ts";
import type { ComposeProject } from "./compose-projects.ts";
import type { Deployment } from "./deployments.ts";
import { registryOf } from "./image-rows.ts";
import { testsPath } from "./manage-script.ts";
import { type ScriptName, scriptPath } from "./scripts.ts";

/** A task of the Makefile: its name, a line of help, and commands in the syntax of make. */
export interface Task {
  readonly name: string;
  readonly help: string;
  readonly commands: readonly string[];
}

/** What tasks are made from. */
export interface TaskContext {
  readonly platform: Platform;
  readonly projects: readonly ComposeProject[];
  readonly deployments: readonly Deployment[];
}

/** What a task does, with an environment; `deploy` can name a target. */
export interface Action {
  readonly verb: string;
  readonly environment: string;
  readonly way: string | undefined;
}

/** The tasks for images built from this repository. */
export function imageTasks({ platform }: TaskContext): readonly Task[] {
  if (platform.builds.length === 0) return [];
  const task = (name: string, help: string, script: ScriptName, ...options: readonly string[]): Task => ({
    name,
    help,
    commands: [[makeWord(inFolder(platform.output, scriptPath(platform, script))), ...options, "$(version)"].join(" ")],
  });
  const suite = testsPath(platform);
  return [
    task("build", "Build the production images", "build-images.sh"),
    task("push", "Build, scan and push the production images", "build-images.sh", "--push"),
    task("scan", "Scan the images of this machine", "scan-images.sh", "--local"),
    task("size-report", "Compare the sizes of images with their budgets", "size-report.sh"),
    ...imageTests(platform).map((one) => ({ name: "test-images", ...one })),
    ...(suite === ""
      ? []
      : [{ name: "test-containers", help: "Test the containers", commands: [`python3 ${makeWord(suite)}`] }]),
  ];
}

/** Builds the test images, and runs their tests; nothing without test images. */
function imageTests(platform: Platform): readonly Omit<Task, "name">[] {
  const images = namedImages(platform).filter(({ image, variant }) => image.purpose === "test" && variant === "");
  if (images.length === 0) return [];
  const build = makeWord(inFolder(platform.output, scriptPath(platform, "build-images.sh")));
  const names = images.map(({ build: { imageName }, image }) => `${registryOf(platform)}/${imageName}:${image.tag}`);
  return [
    {
      help: "Build the test images, and run their tests",
      commands: [`${build} --target test`, ...names.map((name) => `docker run --rm ${makeWord(name)}`)],
    },
  ];
}

/**
 * The tasks of each environment. `test` runs the tests of the first environment that has some; without one, those of the test
 * images.
 */
export function environmentTasks(context: TaskContext): readonly Task[] {
  const { projects, deployments } = context;
  const tested = projects.filter(({ tests }) => tests.length > 0);
  const names = [...new Set(deployments.map(({ name }) => name))];
  return [
    ...(tested.length > 0
      ? tested.slice(0, 1).map((project) => testTask("test", project))
      : imageTests(context.platform).map((one) => ({ name: "test", ...one }))),
    ...tested.map((project) => testTask(`test-${project.name}`, project)),
    ...projects.flatMap((project) =>
      (["run", "stop", "logs"] as const).map((verb) => composeTask(`${verb}-${project.name}`, verb, project)),
    ),
    ...names.map((name) => deployTask(`deploy-${name}`, name, undefined, context)),
  ];
}

/** A task with a name of the specification. The result is the reason if there is no such task. */
export function namedTask(name: string, { verb, environment, way }: Action, context: TaskContext): Task | string {
  const project = context.projects.find((one) => one.name === environment);
  if (verb === "deploy") {
    const own = context.deployments.filter((one) => one.name === environment);
    if (own.length === 0) return `nothing deploys ${environment}`;
    if (way !== undefined && !own.some((one) => one.way === way)) return `${way} does not deploy ${environment}`;
    return deployTask(name, environment, way, context);
  }
  if (!project) return `Docker Compose does not run ${environment}`;
  if (verb !== "test") return composeTask(name, verb as "run" | "stop" | "logs", project);
  return project.tests.length === 0 ? `${environment} has no tests` : testTask(name, project);
}

function deployTask(name: string, environment: string, way: string | undefined, { platform }: TaskContext): Task {
  const version = platform.builds.length === 0 ? "" : " $(version)";
  const [choice, suffix] = way === undefined ? ["", ""] : [` --with ${way}`, ` with ${way}`];
  const script = makeWord(inFolder(platform.output, scriptPath(platform, "deploy.sh")));
  return { name, help: `Deploy ${environment}${suffix}`, commands: [`${script} ${environment}${choice}${version}`] };
}

function composeTask(name: string, verb: "run" | "stop" | "logs", project: ComposeProject): Task {
  const compose = `docker compose --file ${makeWord(project.file)}`;
  const { tier } = project.environment;
  if (verb === "stop") {
    return { name, help: `Stop ${project.name}; volumes are kept`, commands: [`${compose} down`] };
  }
  if (verb === "logs")
    return { name, help: `Follow the logs of ${project.name}`, commands: [`${compose} logs --follow`] };
  const isBuilt = tier === "development" || tier === "test";
  const command = isBuilt
    ? `${compose} up --detach --build --wait`
    : `$(if $(VERSION),VERSION=$(VERSION)) ${compose} up --detach --wait`;
  return { name, help: `Start ${project.name} with Docker Compose`, commands: [command] };
}

function testTask(name: string, { file, tests, name: environment }: ComposeProject): Task {
  return {
    name,
    help: `Run the tests of ${environment}`,
    commands: tests.map(
      ({ hostname }) => `docker compose --file ${makeWord(file)} run --rm --build ${makeWord(hostname)}`,
    ),
  };
}

/** A shell word in a command of a Makefile. */
function makeWord(word: string): string {
  return quoteShell(word).replaceAll("$", "$$$$");
}
