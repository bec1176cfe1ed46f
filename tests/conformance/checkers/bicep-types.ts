import { checkTypes } from "../bicep/check-types.ts";
import { scopesOf } from "../bicep/scopes.ts";
import { jobForTemplates, readBicep } from "../bicep/tree.ts";
import type { Checker } from "../checker.ts";

/** Holds every resource against the types that Azure Resource Manager has for it. */
export const bicepTypes: Checker = {
  name: "bicep-types",
  tool: { command: "bicep-tree", group: "bicep", version: ["--version"], minimum: "1.1.0" },
  jobsIn: jobForTemplates,
  check: async (job, tree, workshop) => {
    const files = await readBicep(
      job.files.filter((file) => file.endsWith(".bicep")),
      tree,
      workshop,
    );
    return [...scopesOf(files)].flatMap(([path, scope]) =>
      checkTypes(scope.module, scope).map((finding) => `${path}: ${finding}`),
    );
  },
};
