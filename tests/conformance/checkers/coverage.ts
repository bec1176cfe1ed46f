import type { Checker, Tree } from "../checker.ts";
import { unchecked } from "../unchecked.ts";

/** Finds files that no checker takes, and that unchecked.ts does not name: a new kind of output needs a checker. */
export function coverageBy(checkers: readonly Checker[]): Checker {
  const takenIn = (tree: Tree): ReadonlySet<string> => {
    const jobs = checkers.filter((checker) => !checker.isGeneric).flatMap((checker) => checker.jobsIn(tree));
    return new Set(jobs.flatMap((job) => job.files));
  };
  return {
    name: "coverage",
    isGeneric: true,
    isInstant: true,
    jobsIn: (tree) => [{ subject: "", files: tree.files }],
    check: async (_job, tree) => {
      const taken = takenIn(tree);
      return tree.files
        .filter((file) => !taken.has(file) && !unchecked.some(({ path }) => path.test(file)))
        .map((file) => `${file}: no checker for this kind of file`);
    },
  };
}
