import { root } from "../../support/sources.ts";
import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { filesLike, jobPerFile } from "../trees.ts";

const options = [
  "--ignoreConfig",
  "--noEmit",
  "--strict",
  "--noUnusedLocals",
  "--noUncheckedIndexedAccess",
  "--exactOptionalPropertyTypes",
];

/** Compiles TypeScript modules with the strictest options. */
export const typescript: Checker = {
  name: "typescript",
  jobsIn: (tree) => jobPerFile(filesLike(tree, /\.ts$/)),
  check: async ({ subject }, { folder }, workshop) => {
    const compiler = `${root}node_modules/typescript/bin/tsc`;
    const types = ["--typeRoots", `${root}node_modules/@types`, "--types", "node"];
    const target = ["--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext"];
    return complaintsOf(
      await workshop.run(process.execPath, [compiler, ...options, ...types, ...target, subject], { cwd: folder }),
    );
  },
};
