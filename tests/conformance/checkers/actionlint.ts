import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { workflowFiles } from "../files.ts";
import { jobPerFile } from "../trees.ts";

/** Finds mistakes in workflows: expressions, inputs of actions, names of machines, and the shell in them. */
export const actionlint: Checker = {
  name: "actionlint",
  tool: { command: "actionlint", group: "workflows", version: ["-version"], minimum: "1.7.12" },
  jobsIn: (tree) => jobPerFile(workflowFiles(tree)),
  check: async (job, tree, workshop) => {
    const outcome = await workshop.run("actionlint", ["-oneline", "-no-color", job.subject], { cwd: tree.folder });
    return complaintsOf(outcome).map((line) => line.replace(`${job.subject}:`, ""));
  },
};
