import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { composeFiles, present } from "../files.ts";
import { jobForAll } from "../trees.ts";

const settings = ".dclintrc";

/** Lints Compose files: the order of keys, ports that are open to all, names that clash. */
export const dclint: Checker = {
  name: "dclint",
  tool: { command: "dclint", group: "node", version: ["--version"], minimum: "3.1.0" },
  jobsIn: (tree) => jobForAll(composeFiles(tree), present(tree, settings)),
  check: async (job, tree, workshop) => {
    const files = job.files.filter((file) => file !== settings);
    const args = ["--max-warnings", "0", "--formatter", "compact", ...files];
    const outcome = await workshop.run("dclint", args, { cwd: tree.folder });
    return complaintsOf(outcome).map((line) => line.replace(":", ": "));
  },
};
