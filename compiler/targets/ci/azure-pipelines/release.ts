import type { Pipeline } from "../pipeline.ts";
import { sbomOf } from "../pipeline.ts";
import { imageReference } from "../service-images.ts";
import { type CommonView, identifierOf, resourceName } from "./common.ts";
import { deployView } from "./deploy.ts";

/** Outputs of the first stage, as variables of the job that publishes. */
const outputs = [
  { name: "ALIAS", output: "version.alias" },
  { name: "COMMIT", output: "version.commit" },
  { name: "IMAGE", output: "version.image" },
  { name: "IS_BUILT", output: "find.isBuilt" },
  { name: "VERSION", output: "version.version" },
];

/** The names of the secure files and of the variable group for signatures. */
export function signingOf(pipeline: Pipeline): {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly group: string;
} {
  return {
    publicKey: resourceName(pipeline, "cosign.pub"),
    privateKey: resourceName(pipeline, "cosign.key"),
    group: resourceName(pipeline, "signing"),
  };
}

/** The view of `ci/azure-pipelines/release.yml`. */
export function releaseView(pipeline: Pipeline, common: CommonView): object {
  const { images, deployments, triggers, platform } = pipeline;
  const view = { ...common, signing: signingOf(pipeline) };
  return {
    ...view,
    words: common.isScanned ? "pushes it by digest and scans it." : "and pushes it by digest.",
    deploys:
      deployments.length === 0 ? "" : ` Deploys to ${deployments.map(({ environment }) => environment).join(", ")}.`,
    branches: triggers.branches,
    tags: triggers.tags,
    stable: triggers.stable,
    released: images.map((image) => ({ ...image, leg: identifierOf(image.target), reference: imageReference(image) })),
    builds: images.flatMap(({ target, repository }) =>
      common.architectures.map((architecture) => ({
        leg: identifierOf(`${target}-${architecture}`),
        target,
        repository,
        architecture,
      })),
    ),
    architectureNames: common.architectures.join(" "),
    isCacheKept: platform.images.cache === "registry",
    sbom: sbomOf(pipeline),
    outputs,
    deployments: deployments.map((deployment) => deployView(deployment, pipeline, view)),
  };
}
