import type { Workload } from "../../model/workload.ts";
import type { ComposeFile } from "./compose-file.ts";
import { agentDependency } from "./secrets.ts";
import type { DependencyView } from "./service-fields.ts";
import { ownerDependency } from "./volume-owners.ts";

/** The services that must be started or healthy, and the jobs that must have succeeded, before a workload starts. */
export function dependenciesOf(file: ComposeFile, workload: Workload): readonly DependencyView[] {
  const { services, jobs } = file;
  const conditions = new Map<string, string>();
  for (const { name, kind, condition } of workload.dependsOn) {
    const service = services.find((candidate) => candidate.name === name);
    const hasCheck = service?.health?.container !== undefined;
    if (service)
      conditions.set(service.hostname, hasCheck && condition === "healthy" ? "service_healthy" : "service_started");
    const job = kind === "job" ? jobs.find((candidate) => candidate.name === name) : undefined;
    if (job) conditions.set(job.hostname, "service_completed_successfully");
  }
  for (const job of jobs) {
    if (job.before.includes(workload.name)) conditions.set(job.hostname, "service_completed_successfully");
  }
  for (const [name, condition] of [...ownerDependency(file, workload), ...agentDependency(file, workload)]) {
    conditions.set(name, condition);
  }
  return [...conditions].map(([name, condition]) => ({ name, condition })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
