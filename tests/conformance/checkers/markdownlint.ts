import { copyFileSync, writeFileSync } from "node:fs";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { filesLike, jobPerFile } from "../trees.ts";

/** Prose has lines of any length, and tables have lines as long as they need. */
const config = { config: { default: true, MD013: false }, noBanner: true, noProgress: true };

/** Lints Markdown. */
export const markdownlint: Checker = {
  name: "markdownlint",
  tool: { command: "markdownlint-cli2", group: "node", version: ["--version"], minimum: "0.22.0" },
  jobsIn: (tree) => jobPerFile(filesLike(tree, /\.md$/)),
  // Next to nothing else: it looks for settings beside the file.
  check: async (job, tree, workshop) => {
    const folder = workshop.folder();
    writeFileSync(`${folder}/.markdownlint-cli2.jsonc`, JSON.stringify(config));
    copyFileSync(`${tree.folder}/${job.subject}`, `${folder}/it.md`);
    const outcome = await workshop.run("markdownlint-cli2", ["it.md"], { cwd: folder });
    return complaintsOf(outcome).map((line) => line.replace("it.md:", ""));
  },
};
