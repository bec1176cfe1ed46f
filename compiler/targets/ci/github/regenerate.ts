import { version } from "../../../built/version.js";
import type { Pipeline } from "../pipeline.ts";
import { specArguments } from "../renovate.ts";
import { workflowAuthor } from "../updates.ts";
import type { CommonView } from "./common.ts";

/** The view of `ci/github/regenerate.yml`. */
interface RegenerateView extends CommonView {
  /** The `if` expression for pull requests of bots. */
  readonly condition: string;
  readonly lockFile: string;
  readonly version: string;
  readonly arguments: string;
  readonly author: string;
  /** Whether there is a CI workflow. */
  readonly isIntegrated: boolean;
}

/** The workflow that updates generated files in pull requests of bots. */
export function regenerateView(
  pipeline: Pipeline,
  common: CommonView,
  { jobs }: { readonly jobs: readonly string[] },
): RegenerateView {
  const isBot = "github.event.pull_request.user.type == 'Bot'";
  // Renovate can also run as a user.
  const isRenovate = "startsWith(github.head_ref, 'renovate/')";
  return {
    ...common,
    condition: pipeline.updates === "renovate" ? `(${isBot} || ${isRenovate})` : isBot,
    lockFile: `*${common.specName.replace(/\.ya?ml$/, "")}.lock.yaml`,
    version,
    arguments: specArguments(pipeline),
    author: workflowAuthor,
    isIntegrated: jobs.length > 0,
  };
}
