import { root } from "../../support/sources.ts";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { composeFiles } from "../files.ts";
import { jobForAll } from "../trees.ts";

/** The order of keys that every Compose file keeps, and double quotes around ports. All other rules have their defaults. */
const config = `${root}tests/conformance/dclint.json`;

/** Lints Compose files: the order of keys, ports that are open to all, names that clash. */
export const dclint: Checker = {
  name: "dclint",
  tool: { command: "dclint", group: "node", version: ["--version"], minimum: "3.1.0" },
  jobsIn: (tree) => jobForAll(composeFiles(tree)),
  check: async (job, tree, workshop) => {
    const args = ["-c", config, "--max-warnings", "0", "--formatter", "compact", ...job.files];
    const outcome = await workshop.run("dclint", args, { cwd: tree.folder });
    return complaintsOf(outcome).map((line) => line.replace(":", ": "));
  },
};
