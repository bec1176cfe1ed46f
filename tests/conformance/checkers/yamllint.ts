import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { yamlFiles } from "../files.ts";
import { jobForAll } from "../trees.ts";

/**
 * The strictest rules that the output can keep. An image's digest takes more than 80 columns, one space before a comment
 * is what formatters write, `on:` is a key of workflows, and a file with one document needs no mark at its start.
 */
const config = JSON.stringify({
  extends: "default",
  rules: {
    comments: { "min-spaces-from-content": 1 },
    "document-start": "disable",
    "line-length": { max: 200 },
    truthy: { "check-keys": false },
  },
});

/** Lints whatever is in YAML: duplicate keys, indentation, values that YAML reads in two ways. */
export const yamllint: Checker = {
  name: "yamllint",
  tool: { command: "yamllint", group: "python", version: ["--version"], minimum: "1.38.0" },
  isGeneric: true,
  jobsIn: (tree) => jobForAll(yamlFiles(tree)),
  check: async (job, tree, workshop) => {
    const args = ["--strict", "-f", "parsable", "-d", config, ...job.files];
    const outcome = await workshop.run("yamllint", args, { cwd: tree.folder });
    return complaintsOf(outcome).map((line) => line.replace(":", ": "));
  },
};
