import { basename, dirname } from "node:path";
import { findCompiler, openRun } from "../bicep/compiler.ts";
import { bicepFiles } from "../bicep/tree.ts";
import type { Checker } from "../checker.ts";

/** Rules that the output cannot keep, each with the reason. */
const skipped: Readonly<Record<string, string>> = {
  CKV_AZURE_41:
    "it does not see the expiry of a secret that is written on a condition; who deploys says when they expire",
  CKV_AZURE_114: "it does not see the content type of a secret that is written on a condition; every one has it",
  CKV_AZURE_166: "an image in quarantine can be pulled only once something has approved it, which not every team has",
  CKV_AZURE_206: "a second region is for its owner to decide; data is kept in several zones where zones are asked for",
};

interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
    readonly parsing_errors: readonly string[];
  };
}

/** Asks for a broad set of security policies, of what templates compile to: it reads no types of Bicep. */
export const checkovBicep: Checker = {
  name: "checkov-bicep",
  tool: { command: "checkov", group: "checkov", version: ["--version"], minimum: "3.3.0" },
  skipped: () => {
    const compiler = findCompiler();
    return "missing" in compiler ? compiler.missing : undefined;
  },
  jobsIn: (tree) => {
    const folders = [...new Set(bicepFiles(tree).map((file) => dirname(file)))].sort();
    return folders.map((folder) => ({
      subject: folder,
      files: bicepFiles(tree).filter((file) => dirname(file) === folder),
    }));
  },
  check: async (job, tree, workshop) => {
    const compiler = findCompiler();
    if ("missing" in compiler) throw new Error(compiler.missing);
    const { folder, run } = openRun(`${tree.folder}/${job.subject}`, compiler.command, workshop);
    const built = await run(["build", "--pattern", "./*.bicep"]);
    if (built.code !== 0) return [`cannot be compiled: ${built.err}`];
    const skip = ["--skip-check", Object.keys(skipped).join(",")];
    const args = ["--skip-download", "--compact", "--framework", "arm", "--output", "json", ...skip, "-d", "."];
    const { out, err } = await workshop.run("checkov", args, { cwd: folder });
    if (!/^\s*[[{]/.test(out)) return [err || out || "it says nothing"];
    const report = JSON.parse(out) as Report | { readonly passed: number };
    if (!("results" in report)) return [];
    const { failed_checks: failed, parsing_errors: errors } = report.results;
    return [
      ...errors.map((error) => `cannot be parsed: ${basename(error)}`),
      ...failed.map((one) => `${basename(one.file_path)}: ${one.resource}: ${one.check_id}: ${one.check_name}`),
    ];
  },
};
