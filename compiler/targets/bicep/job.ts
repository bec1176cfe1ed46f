import type { BicepValue } from "../../literals/bicep.ts";
import type { Job } from "../../model/service.ts";
import { type ContainerView, containerView } from "./container.ts";
import type { Context } from "./context.ts";
import type { Literal, ModuleParameters } from "./parameters.ts";

/** What the module of a job is made of. */
export interface JobView extends ContainerView {
  readonly specName: string;
  readonly description: string;
  readonly parameters: ReturnType<ModuleParameters["views"]>;
  /** Null: somebody starts it. */
  readonly schedule: BicepValue | null;
  /** Seconds. */
  readonly timeout: BicepValue;
  readonly retries: BicepValue;
}

/** The job that some environments have. */
export function jobView(
  jobs: readonly (Job | undefined)[],
  context: Context,
  own: ModuleParameters,
): JobView | undefined {
  const [first] = jobs.filter((job) => job !== undefined);
  const container = containerView(jobs, context, own);
  if (!first || !container) return undefined;
  const vary = (words: string, description: string, of: (job: Job) => Literal | undefined): BicepValue => {
    const naming = { names: [[first.name, words]], description: `${description} of ${first.name}.` };
    return own.use(
      context.parameters.vary(
        naming,
        jobs.map((job) => job && of(job)),
      ),
    );
  };
  const areScheduled = jobs.map((job) => job && job.schedule !== undefined);
  const isScheduled = context.same(areScheduled, "Whether the job has a schedule", [...first.path, "schedule"]);
  return {
    specName: context.platform.specName,
    description: first.description,
    ...container,
    schedule: isScheduled ? vary("schedule", "When it runs, in UTC,", ({ schedule }) => schedule) : null,
    timeout: vary("timeout", "The seconds of a run", ({ timeout }) => timeout),
    retries: vary("retries", "How often a failed run is repeated,", ({ retries }) => retries),
    parameters: own.views(),
  };
}
