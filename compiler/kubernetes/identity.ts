import type { Service } from "../model/service.ts";
import { type BuildContext, isService, type Runnable } from "./context.ts";
import type { Labels } from "./object.ts";

// Names and labels that a cluster knows already. What `existing` of a service sets is taken as it is: without the prefix of a
// release, because the objects exist under these names.

/** The name of the Deployment or StatefulSet of a workload. */
export function controllerName(workload: Runnable, { scope }: BuildContext): string {
  return (isService(workload) ? workload.existing?.name : undefined) ?? scope.prefix + workload.name;
}

/** The name of the Service of a service. */
export function serviceName({ name, existing }: Pick<Service, "name" | "existing">, { scope }: BuildContext): string {
  return existing?.service ?? scope.prefix + name;
}

/** The labels that a workload's objects and pods have besides the default ones. */
export function furtherLabels(workload: Runnable): Labels {
  const { labels = {}, selector = {} } = (isService(workload) ? workload.existing : undefined) ?? {};
  return { ...labels, ...selector };
}
