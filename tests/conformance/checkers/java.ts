import type { Checker } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { filesLike, jobPerFile } from "../trees.ts";

/** Compiles Java classes of one file with every warning. */
export const java: Checker = {
  name: "java",
  needs: { javac: "default-jdk-headless" },
  jobsIn: (tree) => jobPerFile(filesLike(tree, /\.java$/)),
  check: async ({ subject }, { folder }, workshop) =>
    complaintsOf(
      await workshop.run("javac", ["-Xlint:all", "-Werror", "-d", workshop.folder(), subject], { cwd: folder }),
    ),
};
