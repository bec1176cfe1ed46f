import { compilerFindings, compilerVersion, findCompiler, formatFindings, openRun } from "../bicep/compiler.ts";
import { configFiles } from "../bicep/config.ts";
import { jobForTemplates } from "../bicep/tree.ts";
import type { Checker } from "../checker.ts";

/** Asks Bicep's own compiler, linter and formatter, with the generated configuration and with the default one. */
export const bicepCompiler: Checker = {
  name: "bicep-compiler",
  skipped: () => {
    const compiler = findCompiler();
    return "missing" in compiler ? compiler.missing : undefined;
  },
  jobsIn: (tree) => jobForTemplates(tree).map((job) => ({ ...job, files: [...job.files, ...configFiles(tree)] })),
  check: async (job, tree, workshop) => {
    const compiler = findCompiler();
    if ("missing" in compiler) throw new Error(compiler.missing);
    const files = job.files.filter((file) => /\.bicep(param)?$/.test(file));
    const run = openRun(tree.folder, compiler.command, workshop);
    const { out } = await run.run(["--version"]);
    const isPinned = out.includes(compilerVersion);
    return [
      ...(isPinned ? [] : [`${files[0]}: 1 the compiler is ${out.trim()}, not ${compilerVersion}`]),
      ...(await compilerFindings(files, run)),
      ...(await formatFindings(files, tree, run)),
    ];
  },
};
