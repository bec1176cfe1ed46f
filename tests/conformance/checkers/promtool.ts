import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";

/** Loads the configuration of Prometheus with its rules, lints both, and runs each file of tests. */
export const promtool: Checker = {
  name: "promtool",
  tool: { command: "promtool", group: "monitoring", version: ["--version"], minimum: "3.5.0" },
  jobsIn: ({ files }) => {
    const like = (path: RegExp): readonly string[] => files.filter((file) => path.test(file));
    const configurations = like(/(^|\/)prometheus\/prometheus\.yml$/).map((subject) => ({
      subject,
      files: [subject, ...files.filter((file) => file.startsWith(subject.replace(/[^/]+$/, "rules/")))],
    }));
    const tests = like(/(^|\/)prometheus\/tests\/[^/]+\.yml$/).map((subject) => ({
      subject,
      files: [subject, subject.replace("/tests/", "/rules/")],
    }));
    return [...configurations, ...tests];
  },
  check: async ({ subject, files: [, ...rules] }, { folder: cwd }, { run }) => {
    const commands = /(^|\/)tests\/[^/]+$/.test(subject)
      ? [["test", "rules", subject]]
      : [
          ["check", "config", "--syntax-only", "--lint=all", "--lint-fatal", subject],
          ["check", "rules", "--lint=all", "--lint-fatal", ...rules],
        ];
    const results = await Promise.all(commands.map((args) => run("promtool", args, { cwd })));
    return results.flatMap(complaintsOf);
  },
};
