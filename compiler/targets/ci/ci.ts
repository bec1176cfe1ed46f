import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Artifact, Target } from "../target.ts";
import { checkPipeline } from "./check.ts";
import { githubArtifacts } from "./github/github.ts";
import { gitlabArtifacts, gitlabImages } from "./gitlab/gitlab.ts";
import { pipelineOf } from "./pipeline.ts";
import { securityArtifacts } from "./security.ts";

/** Pipelines that lint, test, build, scan, release and deploy. */
export const ci: Target = {
  name: "ci",
  description: "Pipelines for GitHub Actions or GitLab CI, with settings for scanners",
  isDefault: false,
  tiers: ["development", "test", "staging", "production"],
  images: (platform) => (platform.targets.ci?.provider === "gitlab" ? gitlabImages(platform) : []),
  plan: planFiles,
};

function planFiles(platform: Platform, reporter: Reporter): readonly Artifact[] {
  const pipeline = pipelineOf(platform);
  checkPipeline(pipeline, reporter);
  const provider = pipeline.settings.provider === "github" ? githubArtifacts : gitlabArtifacts;
  return [
    ...provider(pipeline, reporter),
    ...securityArtifacts(pipeline),
    { path: ".yamllint.yaml", template: "ci/yamllint.yaml", view: { specName: platform.specName } },
  ];
}
