import { parse } from "yaml";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { textOf } from "../trees.ts";

interface Route {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly routes?: readonly Route[];
}

/** Loads the configuration of Alertmanager, and asks for the receivers of an alert of each severity and team. */
export const amtool: Checker = {
  name: "amtool",
  tool: { command: "amtool", group: "monitoring", version: ["--version"], minimum: "0.33.0" },
  jobsIn: ({ files }) =>
    files
      .filter((file) => /(^|\/)alertmanager\/alertmanager\.yml$/.test(file))
      .map((subject) => ({ subject, files: [subject] })),
  check: async ({ subject }, tree, { run }) => {
    const { route } = parse(textOf(tree, subject)) as { readonly route: Route };
    const commands = [
      ["check-config", subject],
      ...casesOf(route).map(({ labels, receivers }) => [
        ...["config", "routes", "test", `--config.file=${subject}`, `--verify.receivers=${receivers.join(",")}`],
        ...labels,
      ]),
    ];
    const results = await Promise.all(commands.map((args) => run("amtool", args, { cwd: tree.folder })));
    return results.flatMap(complaintsOf);
  },
};

/** An alert for each severity, without a team and of each team, with the receivers that the routes of this depth name. */
function casesOf({ routes = [] }: Route): readonly { labels: readonly string[]; receivers: readonly string[] }[] {
  const teams = routes.flatMap(({ matchers = [], routes: own }) => (own ? [{ team: matchers, routes: own }] : []));
  return [{ team: [], routes }, ...teams].flatMap(({ team, routes: own }) =>
    ["critical", "warning", "info"].flatMap((severity) => {
      const matcher = `severity="${severity}"`;
      const chosen = own.filter(({ matchers = [] }) => matchers.includes(matcher));
      const receivers = chosen.flatMap(({ receiver }) => receiver ?? []);
      const labels = [...team, matcher].map((one) => one.replaceAll('"', ""));
      return receivers.length > 0 ? [{ labels, receivers }] : [];
    }),
  );
}
