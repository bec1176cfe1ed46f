import { writeFileSync } from "node:fs";
import type { Checker } from "../checker.ts";
import { deploymentsIn, objectsOf, renderers } from "../kubernetes.ts";

/** Rules that the output cannot keep, each with the reason. */
const skipped: Readonly<Record<string, string>> = {
  CKV_K8S_43:
    "what is built here has a digest only once it is released; images from elsewhere get theirs by the lock file",
};

interface Report {
  readonly results: { readonly failed_checks: readonly Failed[]; readonly parsing_errors: readonly string[] };
}

interface Failed {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

/** Asks for the broadest set of security policies, of what overlays and charts put into a cluster. */
export const checkov: Checker = {
  name: "checkov",
  tool: { command: "checkov", group: "checkov", version: ["--version"], minimum: "3.3.0" },
  with: renderers,
  jobsIn: deploymentsIn,
  check: async (job, tree, workshop) => {
    const folder = workshop.folder();
    // A file with a text that looks like a chart's template is passed over as one.
    const objects = (await objectsOf(job, tree, workshop)).replaceAll("{{", "((");
    writeFileSync(`${folder}/objects.yaml`, objects);
    const skip = ["--skip-check", Object.keys(skipped).join(",")];
    const args = [
      "--skip-download",
      "--compact",
      "--framework",
      "kubernetes",
      "--output",
      "json",
      ...skip,
      "-d",
      folder,
    ];
    const { out, err } = await workshop.run("checkov", args, { cwd: folder });
    if (!/^\s*[[{]/.test(out)) return [err || out || "it says nothing"];
    const report = JSON.parse(out) as Report | { readonly passed: number };
    if (!("results" in report)) return ["it finds nothing to check"];
    const { failed_checks: failed, parsing_errors: errors } = report.results;
    return [
      ...errors.map((error) => `cannot be parsed: ${error}`),
      ...failed.map(({ check_id, check_name, resource }) => `${resource}: ${check_id}: ${check_name}`),
    ];
  },
};
