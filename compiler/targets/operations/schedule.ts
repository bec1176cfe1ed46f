import { quoteShell } from "../../literals/shell.ts";
import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import type { Job } from "../../model/service.ts";
import { backedUpEnvironments } from "./backup-script.ts";
import { type ComposeProject, composeProjects } from "./compose-projects.ts";
import { type ScriptName, type ScriptView, scriptPath, scriptView } from "./scripts.ts";

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
 * The script that installs the cron jobs of a machine: scheduled jobs, backups, the clean-up of images, and the scan of images
 * that containers run. Undefined if Docker Compose runs no environment that has one.
 */
export function scheduleView(platform: Platform, path: string): ScheduleView | undefined {
  const projects = composeProjects(platform);
  const environments = projects
    .map((project) => {
      // Backups concern all projects of an environment.
      const isFirst = projects.find(({ environment }) => environment === project.environment) === project;
      return { name: project.name, jobs: cronJobsOf(platform, project, isFirst) };
    })
    .filter(({ jobs }) => jobs.length > 0);
  if (environments.length === 0) return undefined;
  return {
    ...scriptView(platform, path),
    platform: platform.name,
    names: environments.map(({ name }) => name).join(", "),
    environments,
  };
}

function cronJobsOf(platform: Platform, project: ComposeProject, isFirst: boolean): readonly CronJob[] {
  const { environment, name, jobs } = project;
  const word = (script: ScriptName): string => quoteShell(inFolder(platform.output, scriptPath(platform, script)));
  const backups = isFirst
    ? backedUpEnvironments(platform).find((one) => one.name === environment.name)?.backups
    : undefined;
  const backup = `${word("backup.sh")} ${quoteShell(environment.name)}`;
  const isReleased = environment.tier === "staging" || environment.tier === "production";
  const { cleanup, rescan } = isReleased && platform.builds.length > 0 ? platform.maintenance : {};
  const scheduled = isReleased ? jobs.filter(({ schedule }) => schedule !== undefined) : [];
  return [
    ...scheduled.map((job) => ({ schedule: job.schedule ?? "", command: jobCommand(job, project) })),
    ...(backups ? [{ schedule: backups.schedule, command: backup }] : []),
    ...(backups?.verify ? [{ schedule: backups.verify, command: `${backup} verify` }] : []),
    ...(cleanup ? [{ schedule: cleanup.schedule, command: word("clean-up.sh") }] : []),
    ...(rescan === undefined ? [] : [{ schedule: rescan, command: `${word("scan-images.sh")} --running ${name}` }]),
  ];
}

/** A run of a job ends after its time. Another one does not start beside it, unless it may. */
function jobCommand({ hostname, timeout, concurrency }: Job, { file, project }: ComposeProject): string {
  const run = `timeout ${timeout} docker compose --file ${quoteShell(file)} run --rm --no-deps --no-TTY ${hostname}`;
  return concurrency === "allow" ? run : `flock --nonblock /tmp/${project}-${hostname}.lock ${run}`;
}
