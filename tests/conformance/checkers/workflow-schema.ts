import type { Checker, Tree } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { dependabotFiles, gitlabFiles, renovateFiles, workflowFiles } from "../files.ts";
import { jobPerFile } from "../trees.ts";

interface Report {
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
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
  return [schema(renovateFiles(tree).includes(file) ? "vendor.renovate" : "vendor.dependabot")];
}

/** Checks pipelines against the schemas of whoever runs them. */
export const workflowSchema: Checker = {
  name: "workflow-schema",
  tool: { command: "check-jsonschema", group: "python", version: ["--version"], minimum: "0.39.0" },
  jobsIn: (tree) =>
    jobPerFile([...workflowFiles(tree), ...dependabotFiles(tree), ...renovateFiles(tree), ...gitlabFiles(tree)]),
  check: async (job, tree, workshop) => {
    const findings: string[] = [];
    for (const schema of schemasOf(tree, job.subject)) {
      const args = [...schema, "-o", "json", job.subject];
      const { code, out, err } = await workshop.run("check-jsonschema", args, { cwd: tree.folder });
      if (!out.startsWith("{")) {
        findings.push(...(code === 0 ? [] : linesOf(out + err)));
        continue;
      }
      const { errors = [], parse_errors: unreadable = [] } = JSON.parse(out) as Report;
      findings.push(...errors.map(({ path, message }) => `${path}: ${message}`));
      findings.push(...unreadable.map(({ message }) => message));
    }
    return findings;
  },
};
