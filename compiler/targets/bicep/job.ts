import type { BicepValue } from "../../literals/bicep.ts";
import type { Job } from "../../model/service.ts";
import { type ContainerView, containerView, type Module } from "./container.ts";
import type { Context } from "./context.ts";
import type { Literal } from "./parameters.ts";

/** What the module of a job is made of. */
export interface JobView extends ContainerView {
  readonly specName: string;
  readonly description: string;
  /** Null: it is started by hand. */
  readonly schedule: BicepValue | null;
  /** Seconds. */
  readonly timeout: BicepValue;
  readonly retries: BicepValue;
}

/** The job that some environments have. */
export function jobView(jobs: readonly (Job | undefined)[], context: Context, module: Module): JobView | undefined {
  const [first] = jobs.filter((job) => job !== undefined);
  const container = containerView(jobs, context, module);
  if (!first || !container) return undefined;
  const vary = (key: string, description: string, of: (job: Job) => Literal | undefined): BicepValue =>
    module.settings.vary(
      [key],
      description,
      jobs.map((job) => job && of(job)),
    );
  const areScheduled = jobs.map((job) => job && job.schedule !== undefined);
  const isScheduled = context.same(areScheduled, "Whether the job has a schedule", [...first.path, "schedule"]);
  return {
    specName: context.platform.specName,
    description: first.description,
    ...container,
    schedule: isScheduled ? vary("schedule", "Cron expression, in UTC.", ({ schedule }) => schedule) : null,
    timeout: vary("timeout", "Longest run, in seconds.", ({ timeout }) => timeout),
    retries: vary("retries", "Retries of a failed run.", ({ retries }) => retries),
  };
}
