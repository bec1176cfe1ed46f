import { writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Checker, Tree } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { composeFiles, environmentFiles } from "../files.ts";
import { textOf } from "../trees.ts";

/**
 * Has Compose itself read each file, with all of its profiles, and with the variables of every environment file that
 * says it is for this one. A variable that is required and not in there is a finding.
 */
export const composeConfig: Checker = {
  name: "compose-config",
  tool: { command: "docker-compose", group: "debian", version: ["version"], minimum: "2.40.0" },
  jobsIn: (tree) => composeFiles(tree).map((file) => ({ subject: file, files: [file, ...environmentsOf(tree, file)] })),
  check: async (job, tree, workshop) => {
    const { subject } = job;
    const environments = job.files.filter((file) => file !== subject);
    const findings: string[] = [];
    for (const environment of environments.length > 0 ? environments : [undefined]) {
      const file = `${workshop.folder()}/env`;
      writeFileSync(file, environment === undefined ? "" : filled(textOf(tree, environment)));
      const args = ["--env-file", file, "--profile", "*", "-f", subject, "config", "-q"];
      const outcome = await workshop.run("docker-compose", args, { cwd: tree.folder });
      // It warns of a variable without a value, and is content.
      const complaints =
        outcome.code === 0 ? complaintsOf({ ...outcome, code: outcome.err === "" ? 0 : 1 }) : complaintsOf(outcome);
      findings.push(...complaints.map((line) => (environment === undefined ? line : `with ${environment}: ${line}`)));
    }
    return findings;
  },
};

/** The environment files in the same folder that name a Compose file. */
function environmentsOf(tree: Tree, file: string): readonly string[] {
  return environmentFiles(tree).filter(
    (environment) =>
      dirname(environment) === dirname(file) &&
      (/^# Variables of (.*)\.$/m.exec(textOf(tree, environment))?.[1] ?? "").split(", ").includes(basename(file)),
  );
}

/** An environment file as somebody fills it in: what has no value gets one. */
function filled(text: string): string {
  return text.replace(/^([A-Z0-9_]+)=$/gm, "$1=1");
}
