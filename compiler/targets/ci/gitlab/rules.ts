import type { Triggers } from "../pipeline.ts";

// Conditions of `rules: if:`.

/** Holds for commits of a branch. */
export function onBranch(branch: string): string {
  return `$CI_COMMIT_BRANCH == "${branch}"`;
}

/** Holds for tags that match a pattern. */
export function onTag(pattern: string): string {
  const expression = pattern.replaceAll(/[.+/]/g, "\\$&").replace("*", "[^\\/]*");
  return pattern.includes("*") ? `$CI_COMMIT_TAG =~ /^${expression}$/` : `$CI_COMMIT_TAG == "${pattern}"`;
}

/** An entry of `rules:`. */
export interface JobRule {
  readonly if: string;
  readonly when: "on_success" | "manual" | "never";
}

/** Scheduled pipelines run on a branch too, but do not release or deploy. */
const notOnSchedule: JobRule = { if: '$CI_PIPELINE_SOURCE == "schedule"', when: "never" };

/** When images are released. */
export function releaseRules({ branches, tags }: Triggers): readonly JobRule[] {
  return rulesOf([...branches.map(onBranch), ...tags.map(onTag)], "on_success");
}

/** Waits for a user if a scheduled pipeline has started this one to rebuild images on updated base images. */
export function onRebuild(condition: string): JobRule {
  return { if: `${condition} && $CI_PIPELINE_SOURCE == "pipeline"`, when: "manual" };
}

/** Rules with the same effect for several conditions; none in scheduled pipelines. */
export function rulesOf(conditions: readonly string[], when: JobRule["when"]): readonly JobRule[] {
  return [notOnSchedule, ...conditions.map((condition) => ({ if: condition, when }))];
}

/** When pipelines run, besides those of merge requests and schedules. */
export function workflowConditions({ trunks, tags }: Triggers): readonly {
  readonly if: string;
  readonly isTrunk: boolean;
}[] {
  return [
    ...trunks.map((branch) => ({ if: onBranch(branch), isTrunk: true })),
    ...tags.map((tag) => ({ if: onTag(tag), isTrunk: false })),
  ];
}

/** A regular expression for the refs that are released, below `refs/`: `heads/main|tags/v[^/]*`. */
export function releasedRefs({ branches, tags }: Triggers): string {
  const refs = [...branches.map((branch) => `heads/${branch}`), ...tags.map((tag) => `tags/${tag}`)];
  return refs.map((ref) => ref.replaceAll(/[.+]/g, "\\$&").replace("*", "[^/]*")).join("|");
}
