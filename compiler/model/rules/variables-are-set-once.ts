import type { Rule } from "./rule.ts";

/** A secret that reaches a process as the file that `NAME_FILE` names leaves that name to nothing else. */
export const variablesAreSetOnce: Rule = ({ platform }, reporter) => {
  for (const { name: environment, services, jobs, tests } of platform.environments) {
    for (const { name: owner, path, env } of [...services, ...jobs, ...tests]) {
      const names = new Set(env.map(({ name }) => name));
      for (const { name: secret, as } of env) {
        const name = `${secret}_FILE`;
        if (as !== "file" || !names.has(name)) continue;
        const spots = [secret, name].map(
          (variable) => ({ environment, path: [...path, "env", variable], half: "key" }) as const,
        );
        const written = reporter.written(spots);
        const related = written.slice(0, -1).map((location) => ({ message: "The first one is here.", location }));
        const where = written.at(-1) ?? ({ environment, path, half: "key" } as const);
        reporter.report("model/variable-taken", where, { name, owner, secret }, { related });
      }
    }
  }
};
