import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";

/** Loads the configuration of Prometheus with its rules, lints both, and runs the tests of the rules. */
export const promtool: Checker = {
  name: "promtool",
  tool: { command: "promtool", group: "monitoring", version: ["--version"], minimum: "3.5.0" },
  jobsIn: ({ files }) =>
    files
      .filter((file) => file.endsWith("/prometheus/prometheus.yml"))
      .map((subject) => {
        const folder = subject.slice(0, subject.lastIndexOf("/") + 1);
        return { subject, files: files.filter((file) => file.startsWith(folder)) };
      }),
  check: async ({ subject, files }, { folder }, { run }) => {
    const of = (part: string): readonly string[] => files.filter((file) => file.includes(`/prometheus/${part}/`));
    const commands = [
      ["check", "config", "--syntax-only", "--lint=all", "--lint-fatal", subject],
      ["check", "rules", "--lint=all", "--lint-fatal", ...of("rules")],
      ["test", "rules", ...of("tests")],
    ];
    const results = await Promise.all(commands.map((args) => run("promtool", args, { cwd: folder })));
    return results.flatMap(complaintsOf);
  },
};
