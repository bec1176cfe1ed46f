import { checkConfig, configFiles } from "../bicep/config.ts";
import { jobForTemplates, nodesIn, readBicep, sourceOf } from "../bicep/tree.ts";
import type { Checker } from "../checker.ts";

/** Reads templates and parameter files with a grammar of Bicep. */
export const bicepSyntax: Checker = {
  name: "bicep-syntax",
  tool: { command: "bicep-tree", group: "bicep", version: ["--version"], minimum: "1.1.0" },
  isInstant: true,
  jobsIn: (tree) => jobForTemplates(tree).map((job) => ({ ...job, files: [...job.files, ...configFiles(tree)] })),
  check: async (job, tree, workshop) => {
    const bicep = job.files.filter((file) => /\.bicep(param)?$/.test(file));
    const files = await readBicep(bicep, tree, workshop);
    const config = configFiles(tree).flatMap((file) => checkConfig(file, tree));
    const broken = files.flatMap((file) =>
      nodesIn(file.root)
        .filter(({ broken }) => broken)
        .map((node) => `${file.path}: ${node.line}: the grammar does not know ${JSON.stringify(sourceOf(node, file))}`),
    );
    return [...config, ...broken];
  },
};
