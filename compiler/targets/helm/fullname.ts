import { controllerKind, type Runnable } from "../../kubernetes/context.ts";

/** The longest name of a Service, or label, or host (RFC 1123 label). */
const longestLabel = 63;

/** Characters that a name is extended by: the hash of a StatefulSet's revision in a label, the time in a CronJob's Jobs, the revision in a Job's name, `-test` in the names of tests. */
const extensions = { Deployment: 5, StatefulSet: 11, CronJob: 11, Job: 6 };

/** The most characters that names may start with: with the longest name of a workload they are still a label. */
export function longestFullname(workloads: readonly Runnable[]): number {
  const rests = workloads.map(
    (workload) => longestLabel - 1 - workload.name.length - extensions[controllerKind(workload)],
  );
  return Math.min(longestLabel, ...rests);
}
