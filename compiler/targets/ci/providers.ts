import type { Reporter } from "../../model/reporter.ts";
import type { CiTargetSpec } from "../../spec/spec.ts";
import type { Pipeline } from "./pipeline.ts";

type Provider = CiTargetSpec["provider"];

const names: Readonly<Record<Provider, string>> = {
  "azure-pipelines": "Azure Pipelines",
  github: "GitHub",
  gitlab: "GitLab",
};

/** The name of a CI provider in messages. */
export function providerName(provider: Provider): string {
  return names[provider];
}

/** Reports settings that only GitHub supports: versions of actions, and its build cache. */
export function checkGithubSettings({ settings, platform }: Pipeline, reporter: Reporter): void {
  for (const action of Object.keys(settings.actions ?? {})) {
    const path = ["targets", "ci", "actions", action];
    reporter.report("ci/unknown-action", { path, half: "key" }, { action, suggestion: undefined });
  }
  if (platform.images.cache !== "gha") return;
  reporter.report("ci/cache-elsewhere", { path: ["images", "cache"] }, { provider: providerName(settings.provider) });
}
