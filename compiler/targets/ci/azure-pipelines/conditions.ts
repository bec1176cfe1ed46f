import { quoteExpression } from "../../../literals/github.ts";
import type { EnvironmentDeployment } from "../deployments.ts";

// Conditions of stages (https://learn.microsoft.com/azure/devops/pipelines/process/expressions).

const source = "variables['Build.SourceBranch']";

/** Holds for the branch and for tags that match the pattern. A rebuild reaches production by its version only. */
export function conditionOf({ branch, tag, isProduction }: EnvironmentDeployment): string {
  const conditions = [
    ...(branch === undefined ? [] : [`eq(${source}, ${quoteExpression(`refs/heads/${branch}`)})`]),
    ...(tag === undefined ? [] : [tagCondition(tag)]),
  ];
  const condition = conditions.length > 1 ? `or(${conditions.join(", ")})` : conditions.join();
  return isProduction ? `${condition}, eq('\${{ parameters.rebuild }}', 'False')` : condition;
}

function tagCondition(pattern: string): string {
  const [before = "", after] = pattern.split("*");
  const start = quoteExpression(`refs/tags/${before}`);
  if (after === undefined) return `eq(${source}, ${start})`;
  const starts = `startsWith(${source}, ${start})`;
  return after === "" ? starts : `and(${starts}, endsWith(${source}, ${quoteExpression(after)}))`;
}
