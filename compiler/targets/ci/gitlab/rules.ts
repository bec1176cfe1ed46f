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

/** An entry of `rules:`. */
export interface Rule {
  readonly if: string;
  readonly when: "on_success" | "manual" | "never";
}

/** A pipeline of a schedule is one of a branch as well, but releases and deploys nothing. */
const notOnSchedule: Rule = { if: '$CI_PIPELINE_SOURCE == "schedule"', when: "never" };

/** When images are released. */
export function releaseRules({ branches, tags }: Triggers): readonly Rule[] {
  return rulesOf([...branches.map(onBranch), ...tags.map(onTag)], "on_success");
}

/** What happens where one of some conditions holds. */
export function rulesOf(conditions: readonly string[], when: Rule["when"]): readonly Rule[] {
  return [notOnSchedule, ...conditions.map((condition) => ({ if: condition, when }))];
}

/** When there is a pipeline at all, besides those of merge requests and schedules. */
export function workflowConditions({ trunks, tags }: Triggers): readonly {
  readonly if: string;
  readonly isTrunk: boolean;
}[] {
  return [
    ...trunks.map((branch) => ({ if: onBranch(branch), isTrunk: true })),
    ...tags.map((tag) => ({ if: onTag(tag), isTrunk: false })),
  ];
}
