import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { filesLike, jobPerFile } from "../trees.ts";

/** Has yamllint take the rules that come with a pipeline for rules. They are those that every YAML file is held to. */
export const yamllintRules: Checker = {
  name: "yamllint-rules",
  tool: { command: "yamllint", group: "python", version: ["--version"], minimum: "1.38.0" },
  jobsIn: (tree) => jobPerFile(filesLike(tree, /^\.yamllint\.yaml$/)),
  check: async (job, tree, workshop) => {
    const outcome = await workshop.run("yamllint", ["--strict", "-f", "parsable", "-c", job.subject, job.subject], {
      cwd: tree.folder,
    });
    return complaintsOf(outcome);
  },
};
