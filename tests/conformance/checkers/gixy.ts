import type { Checker } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { nginxFiles } from "../files.ts";
import { nginxConfig, nginxContainer } from "../nginx-files.ts";
import { runWithFiles, sandboxNeeds } from "../sandbox.ts";
import { jobPerFile } from "../trees.ts";

/** Looks for weak spots in what nginx does. What it could not read is a finding too. */
export const gixy: Checker = {
  name: "gixy",
  tool: { command: "gixy", group: "python", version: ["--version"], minimum: "0.2.59" },
  needs: sandboxNeeds,
  jobsIn: (tree) => jobPerFile(nginxFiles(tree)),
  check: async (job, tree, workshop) => {
    const files = await nginxContainer(job, tree, workshop);
    const { code, out, err } = await runWithFiles(workshop, files, ["gixy", "-f", "json", nginxConfig]);
    const issues = out.trim().startsWith("[") ? (JSON.parse(out) as readonly Issue[]) : [];
    const found = issues.map(({ severity, plugin, summary, config }) => `${severity} ${plugin}: ${summary}: ${config}`);
    const said = linesOf(err);
    return found.length + said.length === 0 && code !== 0 ? [`exit code ${code}`, out] : [...found, ...said];
  },
};

interface Issue {
  readonly severity: string;
  readonly plugin: string;
  readonly summary: string;
  readonly config: string;
}
