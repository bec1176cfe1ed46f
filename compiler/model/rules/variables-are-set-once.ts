import type { Rule } from "./rule.ts";

/** A secret that reaches a process as the file that `NAME_FILE` names leaves that name to nothing else. */
export const variablesAreSetOnce: Rule = ({ platform }, reporter) => {
  for (const { name: environment, services, jobs, tests } of platform.environments) {
    for (const { name: owner, path, env } of [...services, ...jobs, ...tests]) {
      const names = new Set(env.map(({ name }) => name));
      for (const { name: secret, as } of env) {
        const name = `${secret}_FILE`;
        if (as !== "file" || !names.has(name)) continue;
        const paths = [secret, name].map((variable) => [...path, "env", variable]);
        const written = reporter.inOrder(
          environment,
          paths.filter((each) => reporter.isWritten(environment, each)),
        );
        const related = written.slice(0, -1).map((first) => ({
          message: "The first is here.",
          location: reporter.locate(environment, first, "key"),
        }));
        const holes = { name, owner, secret };
        reporter.report(environment, "model/variable-taken", written.at(-1) ?? path, holes, { half: "key", related });
      }
    }
  }
};
