import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { workflowFiles } from "../files.ts";
import { textOf } from "../trees.ts";

/** Finds mistakes in workflows: expressions, inputs of actions, names of machines, and the shell in them. */
export const actionlint: Checker = {
  name: "actionlint",
  tool: { command: "actionlint", group: "workflows", version: ["-version"], minimum: "1.7.12" },
  // It reads the workflows that one calls, and looks for them in the repository that it finds itself in.
  jobsIn: (tree) => workflowFiles(tree).map((subject) => ({ subject, files: workflowFiles(tree) })),
  check: async (job, tree, workshop) => {
    const folder = workshop.folder();
    mkdirSync(`${folder}/.git`);
    for (const file of job.files) {
      mkdirSync(dirname(`${folder}/${file}`), { recursive: true });
      writeFileSync(`${folder}/${file}`, textOf(tree, file));
    }
    const outcome = await workshop.run("actionlint", ["-oneline", "-no-color", job.subject], { cwd: folder });
    return complaintsOf(outcome).map((line) => line.replace(`${job.subject}:`, ""));
  },
};
