import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import { relativePath } from "../../source/host.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { OperationsTargetSpec } from "../../spec/spec.ts";

/** What every script prints: its heading, and how it gets to the root of the repository. */
export interface ScriptView {
  readonly specName: string;
  /** The root of the repository, relative to the folder of the script. */
  readonly up: string;
  /** The path of the script, relative to the root of the repository. */
  readonly script: string;
}

/** The settings of the target. */
export function operationsSettings(platform: Platform): OperationsTargetSpec {
  return withDefaults<OperationsTargetSpec>(platform.targets.operations, "operationsTarget");
}

/** The scripts, by the names of their templates. */
export type ScriptName =
  | "backup.sh"
  | "build-images.sh"
  | "clean-up.sh"
  | "deploy.sh"
  | "manage.sh"
  | "scan-images.sh"
  | "schedule.sh"
  | "size-report.sh";

/** The settings that name the paths of scripts. Other scripts are in the folder of all. */
const keys = { "build-images.sh": "build", "manage.sh": "manage" } as const;

/** The setting that names the path of a script; undefined if none does. */
export function scriptKey(platform: Platform, name: ScriptName): "build" | "manage" | undefined {
  const key = name in keys ? keys[name as keyof typeof keys] : undefined;
  return key !== undefined && operationsSettings(platform)[key] !== undefined ? key : undefined;
}

/** The path of a script, relative to the output folder. */
export function scriptPath(platform: Platform, name: ScriptName): string {
  const settings = operationsSettings(platform);
  const key = scriptKey(platform, name);
  return (key && settings[key]) ?? inFolder(settings.path, name);
}

/** The parts that all scripts have. `path` is relative to the output folder. */
export function scriptView(platform: Platform, path: string): ScriptView {
  const script = inFolder(platform.output, path);
  const folder = script.split("/").slice(0, -1).join("/") || ".";
  return { specName: platform.specName, up: relativePath(folder, "."), script };
}
