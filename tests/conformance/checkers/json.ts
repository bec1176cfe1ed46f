import type { Checker } from "../checker.ts";
import { filesLike, jobPerFile, textOf } from "../trees.ts";

/** Reads whatever is in JSON. */
export const json: Checker = {
  name: "json",
  isGeneric: true,
  isInstant: true,
  jobsIn: (tree) => jobPerFile(filesLike(tree, /\.json$/)),
  check: async (job, tree) => {
    try {
      JSON.parse(textOf(tree, job.subject));
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  },
};
