import { type Cache, keyOf } from "./cache.ts";
import type { Checker, Job, Tree } from "./checker.ts";
import { type Exception, exceptions } from "./exceptions.ts";
import { mapWithLimit } from "./pool.ts";
import type { Workshop } from "./workshop.ts";

/** What a checker made of one thing. */
export interface Verdict {
  readonly tree: string;
  readonly subject: string;
  /** What nobody has excepted. */
  readonly findings: readonly string[];
  readonly excepted: readonly Exception[];
  readonly isFromCache: boolean;
}

/** How many tools run at the same time. */
const limit = 2;

/** Has a checker judge everything that is for it in the trees. */
export async function judge(
  checker: Checker,
  trees: readonly Tree[],
  workshop: Workshop,
  cache: Cache,
): Promise<readonly Verdict[]> {
  const jobs = trees.flatMap((tree) => checker.jobsIn(tree).map((job) => ({ tree, job })));
  return mapWithLimit(jobs, limit, ({ tree, job }) => judgeOne(checker, job, tree, workshop, cache));
}

async function judgeOne(checker: Checker, job: Job, tree: Tree, workshop: Workshop, cache: Cache): Promise<Verdict> {
  const version = checker.tool ? (workshop.toolbox.versions.get(checker.tool.command) ?? "") : "";
  const key = checker.isInstant ? undefined : keyOf(checker, version, job, tree);
  const known = key === undefined ? undefined : cache.read(key);
  const found = known ?? (await findingsOf(checker, job, tree, workshop));
  const used = exceptions.filter((exception) =>
    found.some((finding) => covers(exception, checker, job, tree, finding)),
  );
  const findings = found.filter((finding) => !used.some((exception) => covers(exception, checker, job, tree, finding)));
  // What fails is done again the next time: the reason may have been the machine.
  if (key !== undefined && findings.length === 0) cache.write(key, found);
  return { tree: tree.name, subject: job.subject, findings, excepted: used, isFromCache: known !== undefined };
}

/** What a checker finds. That it could not do its work is a finding. */
export async function findingsOf(
  checker: Checker,
  job: Job,
  tree: Tree,
  workshop: Workshop,
): Promise<readonly string[]> {
  try {
    return await checker.check(job, tree, workshop);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function covers(exception: Exception, checker: Checker, job: Job, tree: Tree, finding: string): boolean {
  return (
    exception.checker === checker.name &&
    exception.tree === tree.name &&
    exception.finding.test(job.subject === "" ? finding : `${job.subject}: ${finding}`)
  );
}
