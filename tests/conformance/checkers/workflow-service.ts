import type { Checker } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { workflowFiles } from "../files.ts";
import { jobPerFile } from "../trees.ts";

/** Asks what GitHub's own editors ask about workflows: its parser of events, keys and expressions. */
export const workflowService: Checker = {
  name: "workflow-service",
  tool: { command: "workflow-service", group: "workflows", version: ["--version"], minimum: "0.3.61" },
  jobsIn: (tree) => jobPerFile(workflowFiles(tree)),
  check: async (job, tree, workshop) => {
    const { code, out, err } = await workshop.run("workflow-service", [job.subject], { cwd: tree.folder });
    return code === 0 ? linesOf(out) : linesOf(err);
  },
};
