import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { Artifact, Peers, Target } from "../target.ts";
import { checkNames, checkPipeline } from "./check.ts";
import { githubArtifacts } from "./github/github.ts";
import { gitlabArtifacts, gitlabImages } from "./gitlab/gitlab.ts";
import { pipelineOf } from "./pipeline.ts";
import { checkUpdates, renovateArtifacts } from "./renovate.ts";
import { securityArtifacts } from "./security.ts";

/** Pipelines that lint, test, build, scan, release and deploy. */
export const ci: Target<"ci"> = {
  name: "ci",
  isDefault: false,
  withoutHeading: [/^renovate\.json$/],
  tiers: ["development", "test", "staging", "production"],
  deploysOthers: true,
  check: checkNames,
  images: (platform, peers) => (platform.targets.ci?.provider === "gitlab" ? gitlabImages(platform, peers) : []),
  plan: planFiles,
};

function planFiles(platform: Platform, reporter: Reporter, peers: Peers): readonly Artifact[] {
  const pipeline = pipelineOf(platform, peers);
  checkPipeline(pipeline, reporter);
  checkUpdates(pipeline, reporter);
  const provider = pipeline.settings.provider === "github" ? githubArtifacts : gitlabArtifacts;
  return [
    ...provider(pipeline, reporter),
    ...securityArtifacts(pipeline),
    ...renovateArtifacts(pipeline),
    { path: ".yamllint.yaml", template: "ci/yamllint.yaml", view: { specName: platform.specName } },
  ];
}
