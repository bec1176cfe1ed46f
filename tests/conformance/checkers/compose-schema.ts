import type { Checker } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { composeFiles } from "../files.ts";
import { jobForAll } from "../trees.ts";

interface Report {
  readonly errors: readonly { readonly filename: string; readonly path: string; readonly message: string }[];
  readonly parse_errors: readonly { readonly filename: string; readonly message: string }[];
}

/** Checks Compose files against the schema of the Compose specification. */
export const composeSchema: Checker = {
  name: "compose-schema",
  tool: { command: "check-jsonschema", group: "python", version: ["--version"], minimum: "0.39.0" },
  jobsIn: (tree) => jobForAll(composeFiles(tree)),
  check: async (job, tree, workshop) => {
    const args = ["--builtin-schema", "vendor.compose-spec", "-o", "json", ...job.files];
    const { code, out, err } = await workshop.run("check-jsonschema", args, { cwd: tree.folder });
    if (!out.startsWith("{")) return code === 0 ? [] : linesOf(out + err);
    const { errors = [], parse_errors: unreadable = [] } = JSON.parse(out) as Partial<Report>;
    return [
      ...errors.map(({ filename, path, message }) => `${filename}: ${path}: ${message}`),
      ...unreadable.map(({ filename, message }) => `${filename}: ${message}`),
    ];
  },
};
