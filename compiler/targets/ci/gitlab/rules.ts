import type { Triggers } from "../pipeline.ts";

// Conditions of `rules: if:`.

/** The commit is on a branch. */
export function onBranch(branch: string): string {
  return `$CI_COMMIT_BRANCH == "${branch}"`;
}

/** The commit has a tag that matches a pattern. */
export function onTag(pattern: string): string {
  const expression = pattern.replaceAll(/[.+/]/g, "\\$&").replace("*", "[^\\/]*");
  return pattern.includes("*") ? `$CI_COMMIT_TAG =~ /^${expression}$/` : `$CI_COMMIT_TAG == "${pattern}"`;
}

/** When images are released. */
export function releaseConditions({ branches, tags }: Triggers): readonly string[] {
  return [...branches.map(onBranch), ...tags.map(onTag)];
}

/** When there is a pipeline at all, besides those of merge requests and schedules. */
export function workflowConditions({ trunks, tags }: Triggers): readonly string[] {
  return [...trunks.map(onBranch), ...tags.map(onTag)];
}
