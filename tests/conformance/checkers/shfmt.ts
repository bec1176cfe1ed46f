import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { shellScripts } from "../files.ts";
import { jobPerFile, textOf } from "../trees.ts";

/** Finds shell scripts that are not formatted. */
export const shfmt: Checker = {
  name: "shfmt",
  tool: { command: "shfmt", group: "python", version: ["--version"], minimum: "3.10.0" },
  jobsIn: (tree) => jobPerFile(shellScripts(tree)),
  // From its input, so that no .editorconfig is found on the way up.
  check: async (job, tree, workshop) =>
    complaintsOf(
      await workshop.run("shfmt", ["-i", "2", "-ci", "-bn", "-d"], {
        cwd: tree.folder,
        input: textOf(tree, job.subject),
      }),
    ),
};
