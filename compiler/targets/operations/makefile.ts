import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { relativePath } from "../../source/host.ts";
import { composeProjects } from "./compose-projects.ts";
import { deploymentsOf } from "./deployments.ts";
import { operationsSettings } from "./scripts.ts";
import { environmentTasks, imageTasks, namedTask, type Task, type TaskContext } from "./tasks.ts";

/** The view of `operations/Makefile`. */
export interface MakefileView {
  readonly specName: string;
  readonly hasVersion: boolean;
  /** The width of the names in the list of tasks. */
  readonly width: number;
  readonly tasks: readonly Task[];
}

/** The Makefile: tasks of the platform, tasks of each environment, and those that the specification names. */
export function makefileView(platform: Platform, makefile: string, reporter: Reporter): MakefileView {
  const context = {
    platform,
    projects: composeProjects(platform).filter(({ name }) => !name.includes("/")),
    deployments: deploymentsOf(platform).filter(({ name }) => !name.includes("/")),
  };
  const tasks = new Map<string, Task>();
  const all = [...imageTasks(context), ...environmentTasks(context), ...namedTasks(context, reporter)];
  for (const task of all) tasks.set(task.name, task);
  const sorted = [...tasks.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const folder = inFolder(platform.output, makefile).split("/").slice(0, -1).join("/") || ".";
  const cd = folder === "." ? "" : `cd ${relativePath(folder, ".")} && `;
  return {
    specName: platform.specName,
    hasVersion: sorted.some(({ commands }) => commands.some((command) => /\$\(version\)|\(VERSION\)/.test(command))),
    width: Math.max(...sorted.map(({ name }) => name.length), "help".length) + 1,
    tasks: sorted.map((task) => ({ ...task, commands: task.commands.map((command) => `${cd}${command}`) })),
  };
}

/** The tasks that the specification names: `deploy production with kustomize`. */
function namedTasks(context: TaskContext, reporter: Reporter): readonly Task[] {
  const { tasks = {} } = operationsSettings(context.platform).makefile ?? {};
  return Object.entries(tasks).flatMap(([name, text]) => {
    const [verb = "", environment = "", , way] = text.split(" ");
    const task = namedTask(name, { verb, environment, way }, context);
    if (typeof task !== "string") return [task];
    const path = ["targets", "operations", "makefile", "tasks", name];
    reporter.report("operations/unknown-task", { path, half: "value" }, { task: name, action: text, reason: task });
    return [];
  });
}
