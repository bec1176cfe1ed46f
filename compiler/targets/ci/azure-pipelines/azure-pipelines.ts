import type { Reporter } from "../../../model/reporter.ts";
import type { Artifact } from "../../target.ts";
import { imageNames, type JobImages } from "../job-images.ts";
import type { Pipeline } from "../pipeline.ts";
import { checkGithubSettings } from "../providers.ts";
import { checksView } from "./checks.ts";
import { commonView } from "./common.ts";
import { releaseView } from "./release.ts";
import { remarksOf } from "./remarks.ts";
import { securityView } from "./security.ts";

const folder = "azure-pipelines";

/** The pipelines of Azure Pipelines. Reports settings that only GitHub supports. */
export function azurePipelinesArtifacts(pipeline: Pipeline, reporter: Reporter): readonly Artifact[] {
  checkGithubSettings(pipeline, reporter);
  const common = { ...commonView(pipeline), remarks: remarksOf(pipeline) };
  const file = (path: string, name: string, view: object): Artifact => ({
    path,
    template: `ci/azure-pipelines/${name}.yml`,
    view,
  });
  const { triggers, registry } = pipeline;
  const security = securityView(pipeline, common);
  /** The branches whose commits are checked without a release. */
  const pushes = triggers.trunks.filter((branch) => registry === undefined || !triggers.branches.includes(branch));
  return [
    file("azure-pipelines.yml", "azure-pipelines", { ...common, pushes }),
    file(`${folder}/checks.yml`, "checks", checksView(pipeline, common)),
    ...(registry ? [file(`${folder}/release.yml`, "release", releaseView(pipeline, common))] : []),
    ...(security ? [file(`${folder}/security.yml`, "security", security)] : []),
  ];
}

/** The images that jobs use. */
export function azurePipelinesImages({ services, lint, scan, registry, platform }: Pipeline): readonly string[] {
  const { sbom, sign, platforms } = platform.images;
  const isEmulated = services.length > 0 && platforms.some((name) => name !== "linux/amd64");
  const used: readonly (readonly [keyof JobImages, boolean])[] = [
    ["binfmt", isEmulated],
    ["cosign", registry !== undefined && sign !== undefined],
    ["hadolint", lint.dockerfiles.length > 0],
    ["syft", registry !== undefined && sbom !== undefined],
    ["trivy", scan !== undefined],
  ];
  return imageNames(used.flatMap(([name, isUsed]) => (isUsed ? name : [])));
}
