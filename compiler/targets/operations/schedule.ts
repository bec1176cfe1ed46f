import { quoteShell } from "../../literals/shell.ts";
import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import { composeProjects } from "./compose-projects.ts";
import { type ScriptView, scriptPath, scriptView } from "./scripts.ts";

/** The view of `operations/schedule.sh`. */
export interface ScheduleView extends ScriptView {
  readonly platform: string;
  readonly names: string;
  readonly environments: readonly { readonly name: string; readonly jobs: readonly CronJob[] }[];
}

interface CronJob {
  /** Five fields, in the time zone of the machine. */
  readonly schedule: string;
  readonly command: string;
}

/**
 * The script that installs the cron jobs of a machine: the clean-up of images, and the scan of images that containers run.
 * Undefined without schedules, or without an environment with releases that Docker Compose runs.
 */
export function scheduleView(platform: Platform, path: string): ScheduleView | undefined {
  const { cleanup, rescan } = platform.maintenance;
  const released = composeProjects(platform).filter(
    ({ environment: { tier } }) => tier === "staging" || tier === "production",
  );
  if (released.length === 0 || (!cleanup && rescan === undefined)) return undefined;
  const word = (name: "clean-up.sh" | "scan-images.sh"): string =>
    quoteShell(inFolder(platform.output, scriptPath(platform, name)));
  return {
    ...scriptView(platform, path),
    platform: platform.name,
    names: released.map(({ name }) => name).join(", "),
    environments: released.map(({ name }) => ({
      name,
      jobs: [
        ...(cleanup ? [{ schedule: cleanup.schedule, command: word("clean-up.sh") }] : []),
        ...(rescan === undefined ? [] : [{ schedule: rescan, command: `${word("scan-images.sh")} --running ${name}` }]),
      ],
    })),
  };
}
