import { parse } from "yaml";
import type { Checker } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { gitlabFiles } from "../files.ts";
import { jobPerFile, textOf } from "../trees.ts";

/** What jobs hold that is run by a shell. */
const scripts = ["before_script", "script", "after_script"];

/** `!reference [JOB, KEY]` stands for lines of another job, which are checked there. */
const reference = { tag: "!reference", collection: "seq" as const, resolve: () => "" };

/** Finds mistakes in the shell of GitLab's jobs, which is that of BusyBox. */
export const gitlabShell: Checker = {
  name: "gitlab-shell",
  tool: { command: "shellcheck", group: "python", version: ["--version"], minimum: "0.11.0" },
  jobsIn: (tree) => jobPerFile(gitlabFiles(tree)),
  check: async (job, tree, workshop) => {
    const document: unknown = parse(textOf(tree, job.subject), { customTags: [reference] });
    const findings: string[] = [];
    for (const [name, entry] of Object.entries(document as Readonly<Record<string, unknown>>)) {
      const lines = scripts.flatMap((key) => linesIn(entry, key));
      if (lines.length === 0) continue;
      // Variables come from elsewhere, and jobs set them for the lines of others.
      const args = ["--norc", "--shell=busybox", "--severity=style", "--exclude=SC2034,SC2154", "--format=gcc", "-"];
      const { out, err } = await workshop.run("shellcheck", args, { cwd: tree.folder, input: `${lines.join("\n")}\n` });
      findings.push(...linesOf(out + err).map((line) => line.replace(/^-:/, `${name}: `)));
    }
    return findings;
  },
};

function linesIn(entry: unknown, key: string): readonly string[] {
  const list = typeof entry === "object" && entry !== null ? (entry as Readonly<Record<string, unknown>>)[key] : [];
  return Array.isArray(list) ? list.filter((line) => typeof line === "string") : [];
}
