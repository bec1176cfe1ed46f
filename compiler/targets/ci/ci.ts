import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import type { CiTargetSpec } from "../../spec/spec.ts";
import type { Artifact, Peers, Target } from "../target.ts";
import { azurePipelinesArtifacts, azurePipelinesImages } from "./azure-pipelines/azure-pipelines.ts";
import { checkNames, checkPipeline } from "./check.ts";
import { githubArtifacts } from "./github/github.ts";
import { gitlabArtifacts, gitlabImages } from "./gitlab/gitlab.ts";
import { type Pipeline, pipelineOf } from "./pipeline.ts";
import { checkUpdates, renovateArtifacts } from "./renovate.ts";
import { securityArtifacts } from "./security.ts";

/** The files of a provider's pipeline, and the images that its jobs use. */
interface Printer {
  readonly artifacts: (pipeline: Pipeline, reporter: Reporter) => readonly Artifact[];
  readonly images: (pipeline: Pipeline) => readonly string[];
}

const printers: Readonly<Record<CiTargetSpec["provider"], Printer>> = {
  "azure-pipelines": { artifacts: azurePipelinesArtifacts, images: azurePipelinesImages },
  github: { artifacts: githubArtifacts, images: () => [] },
  gitlab: { artifacts: gitlabArtifacts, images: gitlabImages },
};

/** Pipelines that lint, test, build, scan, release and deploy. */
export const ci: Target<"ci"> = {
  name: "ci",
  isDefault: false,
  withoutHeading: [/^renovate\.json$/],
  tiers: ["development", "test", "staging", "production"],
  deploysOthers: true,
  check: checkNames,
  images: (platform, peers) => {
    const pipeline = pipelineOf(platform, peers);
    return printers[pipeline.settings.provider].images(pipeline);
  },
  plan: planFiles,
};

function planFiles(platform: Platform, reporter: Reporter, peers: Peers): readonly Artifact[] {
  const pipeline = pipelineOf(platform, peers);
  checkPipeline(pipeline, reporter);
  checkUpdates(pipeline, reporter);
  return [
    ...printers[pipeline.settings.provider].artifacts(pipeline, reporter),
    ...securityArtifacts(pipeline),
    ...renovateArtifacts(pipeline),
    { path: ".yamllint.yaml", template: "ci/yamllint.yaml", view: { specName: platform.specName } },
  ];
}
