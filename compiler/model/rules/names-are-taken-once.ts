import type { Rule } from "./rule.ts";

/** Services, jobs, mocks and tests of an environment are reached, and run, under one name each. */
export const namesAreTakenOnce: Rule = ({ spec, platform }, reporter) => {
  for (const name of Object.keys(spec.external ?? {})) {
    const other = (["services", "jobs"] as const).find((section) => spec[section]?.[name] !== undefined);
    if (!other) continue;
    reporter.report(
      "model/name-taken",
      { path: ["external", name], half: "key" },
      { name, section: "external", other },
    );
  }
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
