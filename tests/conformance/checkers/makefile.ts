import type { Checker } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { filesLike, jobPerFile, textOf } from "../trees.ts";

/** Runs every target of a Makefile without its commands: what make warns of is a finding. */
export const makefile: Checker = {
  name: "makefile",
  needs: { make: "make" },
  jobsIn: (tree) => jobPerFile(filesLike(tree, /^Makefile$/)),
  check: async ({ subject }, tree, workshop) => {
    const targets = [...textOf(tree, subject).matchAll(/^([a-z][a-z0-9-]*):/gm)].map(([, name = ""]) => name);
    const args = ["--file", subject, "--dry-run", "--warn-undefined-variables", ...targets];
    const { err } = await workshop.run("make", args, { cwd: tree.folder });
    return linesOf(err);
  },
};
