import type { Rule } from "./rule.ts";

/** Services, jobs, mocks and tests of an environment are reached, and run, under one name each. */
export const namesAreTakenOnce: Rule = ({ platform }, reporter) => {
  for (const { name: environment, services, jobs, tests } of platform.environments) {
    const owners = new Map<string, string>();
    for (const { name, path } of [...services, ...jobs, ...tests]) {
      const section = String(path[0]);
      const other = owners.get(name) ?? section;
      owners.set(name, section);
      if (other === section) continue;
      reporter.report("model/name-taken", { environment, path, half: "key" }, { name, section, other });
    }
  }
};
