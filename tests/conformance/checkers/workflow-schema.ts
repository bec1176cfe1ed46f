import { parse } from "yaml";
import type { Checker, Tree } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { azurePipelinesFiles, dependabotFiles, gitlabFiles, renovateFiles, workflowFiles } from "../files.ts";
import { jobPerFile, textOf } from "../trees.ts";

interface Complaint {
  readonly path: string;
  readonly message: string;
}

interface Report {
  readonly errors?: readonly (Complaint & { readonly best_deep_match?: Complaint })[];
  readonly parse_errors?: readonly { readonly message: string }[];
}

/** The schemas of a file, each as arguments. */
function schemasOf(tree: Tree, file: string): readonly (readonly string[])[] {
  const schema = (name: string): readonly string[] => ["--builtin-schema", name];
  if (workflowFiles(tree).includes(file)) {
    return [schema("vendor.github-workflows"), schema("custom.github-workflows-require-timeout")];
  }
  if (gitlabFiles(tree).includes(file)) {
    return [[...schema("vendor.gitlab-ci"), "--data-transform", "gitlab-ci"]];
  }
  if (azurePipelinesFiles(tree).includes(file)) {
    return [[...schema("vendor.azure-pipelines"), "--regex-variant", "nonunicode"]];
  }
  return [schema(renovateFiles(tree).includes(file) ? "vendor.renovate" : "vendor.dependabot")];
}

/**
 * The schema of Azure Pipelines describes scalars as its parser reads them: all are strings, except in the inputs of tasks.
 */
function withStrings(value: unknown, isInput = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withStrings(item, isInput));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, withStrings(item, isInput || key === "inputs")]);
    return Object.fromEntries(entries);
  }
  return isInput ? value : String(value);
}

/** Checks pipelines against the schemas of whoever runs them. */
export const workflowSchema: Checker = {
  name: "workflow-schema",
  tool: { command: "check-jsonschema", group: "python", version: ["--version"], minimum: "0.39.0" },
  jobsIn: (tree) =>
    jobPerFile([
      ...workflowFiles(tree),
      ...dependabotFiles(tree),
      ...renovateFiles(tree),
      ...gitlabFiles(tree),
      ...azurePipelinesFiles(tree),
    ]),
  check: async (job, tree, workshop) => {
    const findings: string[] = [];
    for (const schema of schemasOf(tree, job.subject)) {
      const isAzure = azurePipelinesFiles(tree).includes(job.subject);
      const args = [...schema, "-o", "json", isAzure ? "-" : job.subject];
      const input = isAzure ? { input: JSON.stringify(withStrings(parse(textOf(tree, job.subject)))) } : {};
      const { code, out, err } = await workshop.run("check-jsonschema", args, { cwd: tree.folder, ...input });
      if (!out.startsWith("{")) {
        findings.push(...(code === 0 ? [] : linesOf(out + err)));
        continue;
      }
      const { errors = [], parse_errors: unreadable = [] } = JSON.parse(out) as Report;
      const complaints = errors.map(({ best_deep_match: deepest, ...error }) => deepest ?? error);
      findings.push(...complaints.map(({ path, message }) => `${path}: ${message}`));
      findings.push(...unreadable.map(({ message }) => message));
    }
    return findings;
  },
};
