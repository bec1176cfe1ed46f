import type { CiTargetSpec } from "../../spec/spec.ts";

/** The bot that updates dependencies. */
export type Updates = "dependabot" | "renovate" | "none";

/** The author of commits of GitHub's workflows. */
export const workflowAuthor = "41898282+github-actions[bot]@users.noreply.github.com";

/** The bot of the specification, otherwise that of the provider. Only GitHub has one. */
export function updatesOf({ provider, updates }: CiTargetSpec): Updates {
  if (provider !== "github") return updates === "renovate" ? updates : "none";
  return updates ?? "dependabot";
}
