import { buildSecrets, suppliedVariable } from "../../../model/build-secrets.ts";
import type { Pipeline } from "../pipeline.ts";
import { resourceName } from "./common.ts";

/** The settings that the pipelines require in the project, as sentences of comments. */
export interface Remarks {
  readonly checks: readonly string[];
}

/** The settings that the pipelines require in the project. */
export function remarksOf(pipeline: Pipeline): Remarks {
  return { checks: groupRemarks(pipeline) };
}

/** What the variable group of checks and builds contains. */
function groupRemarks(pipeline: Pipeline): readonly string[] {
  const secrets = buildSecrets(pipeline.platform).map(suppliedVariable);
  const unknown = pipeline.runs.flatMap(({ settings }) => settings.filter(({ example }) => example === undefined));
  const names = [...new Set(unknown.map(({ name }) => name))];
  if (secrets.length + names.length === 0) return [];
  const variables = [...secrets.map((name) => `${name} (secret)`), ...names.map((name) => `${name} (default: test)`)];
  return [
    `Variable group ${resourceName(pipeline, "ci")} with the variables of builds and tests: ${variables.join(", ")}.`,
  ];
}
