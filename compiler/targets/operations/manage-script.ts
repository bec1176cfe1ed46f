import { quoteShell } from "../../literals/shell.ts";
import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import { composeProjects } from "./compose-projects.ts";
import { deploymentsOf, ways } from "./deployments.ts";
import { registryOf } from "./image-rows.ts";
import { operationsSettings, type ScriptView, scriptPath, scriptView } from "./scripts.ts";

/** The view of `operations/manage.sh`. */
export interface ManageScriptView extends ScriptView {
  readonly hasImages: boolean;
  readonly hasReleases: boolean;
  readonly hasCompose: boolean;
  readonly hasChoice: boolean;
  readonly writesCache: boolean;
  readonly choices: string;
  readonly testHelp: string;
  /** Empty if there is nothing to clean up. */
  readonly cleanHelp: string;
  readonly names: string;
  readonly registry: string;
  readonly environments: readonly EnvironmentView[];
  /** The container test suite; empty if there is none. */
  readonly containerTests: string;
  readonly buildScript: string;
  readonly cleanScript: string;
  readonly deployScript: string;
  readonly scanScript: string;
  readonly sizeScript: string;
}

interface EnvironmentView {
  readonly name: string;
  readonly tier: string;
  /** The Compose file; empty if Docker Compose does not run the environment. */
  readonly file: string;
  /** The services of the Compose file that are tests, as shell words. */
  readonly tests: string;
}

/** The script with a command for each task; undefined if there is nothing to manage. */
export function manageScriptView(platform: Platform, path: string): ManageScriptView | undefined {
  const deployments = deploymentsOf(platform);
  const environments = environmentsOf(platform);
  if (environments.length === 0) return undefined;
  const found = ways.filter((way) => deployments.some((deployment) => deployment.way === way));
  const script = (name: Parameters<typeof scriptPath>[1]): string =>
    inFolder(platform.output, scriptPath(platform, name));
  const containerTests = testsPath(platform);
  const hasTests = environments.some(({ tests }) => tests !== "");
  return {
    ...scriptView(platform, path),
    hasImages: platform.builds.length > 0,
    hasReleases: deployments.length > 0,
    hasCompose: environments.some(({ file }) => file !== ""),
    hasChoice: found.length > 1,
    writesCache: platform.images.cache !== "none",
    choices: found.join(", "),
    testHelp: `${hasTests ? "Run the tests of an environment" : "Check the state of an environment"}${
      containerTests === "" ? "" : "; without an environment, test the containers"
    }`,
    containerTests,
    cleanHelp: cleanHelp(environments, platform.builds.length > 0),
    names: environments.map(({ name }) => name).join(", "),
    registry: registryOf(platform),
    environments,
    buildScript: script("build-images.sh"),
    cleanScript: script("clean-up.sh"),
    deployScript: script("deploy.sh"),
    scanScript: script("scan-images.sh"),
    sizeScript: script("size-report.sh"),
  };
}

/** The container test suite, relative to the root of the repository; empty if there is none. */
export function testsPath(platform: Platform): string {
  const { containerTests } = operationsSettings(platform);
  return containerTests === undefined || platform.builds.length === 0 ? "" : inFolder(platform.output, containerTests);
}

function cleanHelp(environments: readonly EnvironmentView[], hasImages: boolean): string {
  const hasLocal = environments.some(({ tier, file }) => file !== "" && (tier === "development" || tier === "test"));
  const things = [
    ...(hasLocal ? ["the containers of development and test environments"] : []),
    ...(hasImages ? ["unused images"] : []),
  ];
  return things.length === 0 ? "" : `Remove ${things.join(" and ")}`;
}

/** The environments and stacks that Docker Compose runs, and the environments that another target deploys. */
function environmentsOf(platform: Platform): readonly EnvironmentView[] {
  const projects = composeProjects(platform).map(({ name, environment, file, tests }) => ({
    name,
    tier: environment.tier,
    file,
    tests: tests.map(({ hostname }) => quoteShell(hostname)).join(" "),
  }));
  const others = deploymentsOf(platform)
    .filter(({ name }) => !projects.some((project) => project.name === name))
    .map(({ name, environment }) => ({ name, tier: environment.tier, file: "", tests: "" }));
  const all = new Map([...projects, ...others].map((one) => [one.name, one]));
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
