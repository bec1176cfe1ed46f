import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { shellScripts } from "../files.ts";
import { jobPerFile } from "../trees.ts";

/** Finds mistakes in shell scripts. */
export const shellcheck: Checker = {
  name: "shellcheck",
  tool: { command: "shellcheck", group: "python", version: ["--version"], minimum: "0.11.0" },
  jobsIn: (tree) => jobPerFile(shellScripts(tree)),
  check: async (job, tree, workshop) => {
    const args = ["--norc", "-o", "all", "-S", "style", "-f", "gcc", job.subject];
    const outcome = await workshop.run("shellcheck", args, { cwd: tree.folder });
    return complaintsOf(outcome).map((line) => line.replace(`${job.subject}:`, ""));
  },
};
