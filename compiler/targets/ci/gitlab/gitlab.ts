import type { Platform } from "../../../model/platform.ts";
import type { Reporter } from "../../../model/reporter.ts";
import type { Artifact, Peers } from "../../target.ts";
import { type Pipeline, pipelineOf } from "../pipeline.ts";
import { imageNames, type JobImages } from "./job-images.ts";
import { gitlabView } from "./view.ts";

/** The images that jobs use. */
export function gitlabImages(platform: Platform, peers: Peers): readonly string[] {
  return imageNames(imagesUsed(pipelineOf(platform, peers)));
}

/** The pipeline of GitLab CI. Reports settings that only GitHub supports. */
export function gitlabArtifacts(pipeline: Pipeline, reporter: Reporter): readonly Artifact[] {
  const { settings, platform } = pipeline;
  for (const action of Object.keys(settings.actions ?? {})) {
    const path = ["targets", "ci", "actions", action];
    reporter.report("ci/unknown-action", { path, half: "key" }, { action, suggestion: undefined });
  }
  if (platform.images.cache === "gha") reporter.report("ci/cache-elsewhere", { path: ["images", "cache"] }, {});
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
