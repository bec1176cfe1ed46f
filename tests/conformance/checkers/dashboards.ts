import { stringify } from "yaml";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { textOf } from "../trees.ts";

interface Dashboard {
  readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
}

/** Lets promtool parse the expression of every query of a dashboard, with a range where Grafana chooses one. */
export const dashboards: Checker = {
  name: "dashboards",
  tool: { command: "promtool", group: "monitoring", version: ["--version"], minimum: "3.5.0" },
  jobsIn: ({ files }) =>
    files
      .filter((file) => /(^|\/)grafana\/dashboards\/.+\.json$/.test(file))
      .map((subject) => ({ subject, files: [subject] })),
  check: async ({ subject }, tree, { run }) => {
    const { panels } = JSON.parse(textOf(tree, subject)) as Dashboard;
    const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    const rules = queries.map((expr, index) => ({
      record: `panel:query:${index}`,
      expr: expr.replaceAll("$__rate_interval", "5m"),
    }));
    const input = stringify({ groups: [{ name: "dashboard", rules }] });
    return complaintsOf(await run("promtool", ["check", "rules", "--lint=none"], { cwd: tree.folder, input }));
  },
};
