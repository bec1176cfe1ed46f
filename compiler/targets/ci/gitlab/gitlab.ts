import type { Reporter } from "../../../model/reporter.ts";
import type { Artifact } from "../../target.ts";
import { imageNames, type JobImages } from "../job-images.ts";
import type { Pipeline } from "../pipeline.ts";
import { checkGithubSettings } from "../providers.ts";
import { gitlabView } from "./view.ts";

/** The images that jobs use. */
export function gitlabImages(pipeline: Pipeline): readonly string[] {
  return imageNames(imagesUsed(pipeline));
}

/** The pipeline of GitLab CI. Reports settings that only GitHub supports. */
export function gitlabArtifacts(pipeline: Pipeline, reporter: Reporter): readonly Artifact[] {
  checkGithubSettings(pipeline, reporter);
  return [{ path: ".gitlab-ci.yml", template: "ci/gitlab/gitlab-ci.yml", view: gitlabView(pipeline) }];
}

function imagesUsed({ services, runs, lint, scan, registry, platform, deployments }: Pipeline): (keyof JobImages)[] {
  const needsEngine = services.length > 0 || runs.length > 0;
  const isRefreshed = registry !== undefined && platform.maintenance.baseImages !== undefined;
  const ways = new Set(deployments.map(({ way }) => way.kind));
  const isKubernetes = lint.overlays.length > 0 || lint.chart !== undefined;
  return [
    ...(lint.bicep !== undefined || ways.has("bicep") ? (["azure"] as const) : []),
    ...(needsEngine || lint.composeFiles.length > 0 || isRefreshed ? (["docker"] as const) : []),
    ...(needsEngine ? (["engine"] as const) : []),
    ...(lint.dockerfiles.length > 0 ? (["hadolint"] as const) : []),
    ...(isKubernetes ? (["kubernetes"] as const) : []),
    "node",
    ...(scan !== undefined ? (["trivy"] as const) : []),
  ];
}
