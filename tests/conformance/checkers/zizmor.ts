import type { Checker } from "../checker.ts";
import { dependabotFiles, workflowFiles } from "../files.ts";
import { jobPerFile } from "../trees.ts";

interface Finding {
  readonly ident: string;
  readonly desc: string;
  readonly locations: readonly { readonly concrete: { readonly location: { readonly start_point: Point } } }[];
}

interface Point {
  readonly row: number;
}

/** The audits that are not held to: `$/` for workflows of the same repository is newer than GitHub Enterprise Server. */
const ignored = ["self-repository"];

/** Finds what could be attacked in workflows, as the strictest of reviewers would. */
export const zizmor: Checker = {
  name: "zizmor",
  tool: { command: "zizmor", group: "python", version: ["--version"], minimum: "1.32.0" },
  jobsIn: (tree) => jobPerFile([...workflowFiles(tree), ...dependabotFiles(tree)]),
  check: async (job, tree, workshop) => {
    const args = ["--offline", "--persona=auditor", "--no-progress", "--format=json", job.subject];
    const { out, err } = await workshop.run("zizmor", args, { cwd: tree.folder });
    if (!out.startsWith("[")) return [err || "it says nothing"];
    const findings = (JSON.parse(out) as readonly Finding[]).filter(({ ident }) => !ignored.includes(ident));
    return findings.map(({ ident, desc, locations }) => {
      const row = locations[0]?.concrete.location.start_point.row ?? 0;
      return `${row + 1}: ${ident}: ${desc}`;
    });
  },
};
