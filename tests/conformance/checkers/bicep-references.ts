import { dirname } from "node:path";
import { checkParameterFile, checkReferences } from "../bicep/check-references.ts";
import { scopesOf } from "../bicep/scopes.ts";
import { jobForTemplates, readBicep } from "../bicep/tree.ts";
import type { Checker } from "../checker.ts";

/** Follows every name of templates, of their modules and of their files of parameters. */
export const bicepReferences: Checker = {
  name: "bicep-references",
  tool: { command: "bicep-tree", group: "bicep", version: ["--version"], minimum: "1.1.0" },
  jobsIn: jobForTemplates,
  check: async (job, tree, workshop) => {
    const scopes = scopesOf(await readBicep(job.files, tree, workshop));
    return [...scopes].flatMap(([path, scope]) => {
      const template = scopes.get(`${dirname(path)}/main.bicep`) ?? scopes.get("main.bicep");
      const findings = path.endsWith(".bicep")
        ? checkReferences(scope.module, scope)
        : template
          ? checkParameterFile(scope.module, template.module, scope)
          : ["1: there is no template beside it"];
      return findings.map((finding) => `${path}: ${finding}`);
    });
  },
};
