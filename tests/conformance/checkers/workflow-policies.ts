import { mkdirSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { Checker } from "../checker.ts";
import { workflowFiles } from "../files.ts";
import { jobPerFile, textOf } from "../trees.ts";

interface Report {
  readonly results: { readonly failed_checks: readonly Failed[] };
}

interface Failed {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

/** Checkov skips, without a word, workflows with what its old schema of them does not know: these two. */
const unknown = [
  [/cancel-in-progress: \$\{\{.*\}\}/g, "cancel-in-progress: true"],
  [/^ *attestations: write.*\n/gm, ""],
] as const;

/** Holds workflows to Checkov's policies. */
export const workflowPolicies: Checker = {
  name: "workflow-policies",
  tool: { command: "checkov", group: "checkov", version: ["--version"], minimum: "3.3.0" },
  jobsIn: (tree) => jobPerFile(workflowFiles(tree)),
  check: async (job, tree, workshop) => {
    const folder = workshop.folder();
    const workflows = `${folder}/.github/workflows`;
    mkdirSync(workflows, { recursive: true });
    const text = unknown.reduce((whole, [what, instead]) => whole.replace(what, instead), textOf(tree, job.subject));
    writeFileSync(`${workflows}/${basename(job.subject)}`, text);
    const args = ["--skip-download", "--compact", "--framework", "github_actions", "--output", "json", "-d", folder];
    const { out, err } = await workshop.run("checkov", args, { cwd: folder });
    if (!/^\s*[[{]/.test(out)) return [err || out || "it says nothing"];
    const report = JSON.parse(out) as Report | { readonly passed: number };
    if (!("results" in report)) return ["it finds nothing to check"];
    return report.results.failed_checks.map((failed) => {
      return `${failed.resource}: ${failed.check_id}: ${failed.check_name}`;
    });
  },
};
