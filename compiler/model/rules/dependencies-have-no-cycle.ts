import type { Workload } from "../workload.ts";
import type { Rule } from "./rule.ts";

/** Nothing waits, directly or through others, for itself. */
export const dependenciesHaveNoCycle: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    const workloads = new Map<string, Workload>(
      [...environment.services, ...environment.jobs].map((workload) => [workload.name, workload]),
    );
    const done = new Set<string>();
    const visit = (name: string, chain: readonly string[]): void => {
      const workload = workloads.get(name);
      if (!workload || done.has(name)) return;
      for (const dependency of waitsFor(workload, environment.jobs)) {
        const start = chain.indexOf(dependency);
        if (start >= 0) {
          const cycle = [...chain.slice(start), dependency].join(" -> ");
          reporter.report(
            "model/dependency-cycle",
            {
              environment: environment.name,
              path: [...workload.path, "dependsOn", dependency],
              half: "key",
              within: dependency,
            },
            { cycle },
          );
        } else visit(dependency, [...chain, dependency]);
      }
      done.add(name);
    };
    for (const name of workloads.keys()) visit(name, [name]);
  }
};

/** Its dependencies, and the jobs that run before it. */
function waitsFor(workload: Workload, jobs: readonly (Workload & { readonly before: readonly string[] })[]): string[] {
  const before = jobs.filter((job) => job.before.includes(workload.name)).map((job) => job.name);
  return [...workload.dependsOn.map((dependency) => dependency.name), ...before];
}
