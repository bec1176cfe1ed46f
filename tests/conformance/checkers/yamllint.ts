import { readFileSync } from "node:fs";
import { root } from "../../support/sources.ts";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { yamlFiles } from "../files.ts";
import { jobForAll } from "../trees.ts";

/** The rules that come with a pipeline. Every other file keeps them too. */
const config = "templates/ci/yamllint.yaml.hbs";

/** The rules without what the template has for varai-gen. */
function rules(): string {
  return readFileSync(`${root}${config}`, "utf8").replace(/^\{\{.*\}\}\n/gm, "");
}

/** Lints whatever is in YAML: duplicate keys, indentation, values that YAML reads in two ways. */
export const yamllint: Checker = {
  name: "yamllint",
  tool: { command: "yamllint", group: "python", version: ["--version"], minimum: "1.38.0" },
  isGeneric: true,
  jobsIn: (tree) => jobForAll(yamlFiles(tree)),
  check: async (job, tree, workshop) => {
    const args = ["--strict", "-f", "parsable", "-d", rules(), ...job.files];
    const outcome = await workshop.run("yamllint", args, { cwd: tree.folder });
    return complaintsOf(outcome).map((line) => line.replace(":", ": "));
  },
};
