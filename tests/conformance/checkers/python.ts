import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { filesLike, jobPerFile, textOf } from "../trees.ts";

/** Checks the types of Python: of modules as strictly as mypy can, of scripts without annotations as far as it can infer them. */
export const python: Checker = {
  name: "python",
  tool: { command: "mypy", group: "mypy", version: ["--version"], minimum: "2.0.0" },
  jobsIn: (tree) => jobPerFile(filesLike(tree, /\.py$/)),
  check: async ({ subject }, tree, workshop) => {
    const isScript = textOf(tree, subject).startsWith("#!");
    const args = [
      isScript ? "--check-untyped-defs" : "--strict",
      "--no-error-summary",
      "--no-color-output",
      "--cache-dir",
      workshop.folder(),
      subject,
    ];
    return complaintsOf(await workshop.run("mypy", args, { cwd: tree.folder }));
  },
};
