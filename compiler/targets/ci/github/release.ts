import type { EnvironmentDeployment } from "../deployments.ts";
import { type Pipeline, type Sbom, sbomOf } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import { imageReference, type ReleasedImage } from "../service-images.ts";
import { type CommonView, credentialsOf, releaseEnvironment, wordsOf } from "./common.ts";
import { type DeployView, deployView } from "./deploy.ts";
import { type Permission, permissionsOf } from "./permissions.ts";

/** The view of `ci/github/release.yml`. */
export interface ReleaseView extends CommonView {
  /** Ends of sentences: what happens to an image before it is tagged, and where it is deployed. */
  readonly words: string;
  readonly deploys: string;
  /** The variables and secrets that a release requires; empty: none. */
  readonly needs: string;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** A regular expression for stable tags. Empty: tags are not released. */
  readonly stable: string;
  readonly images: readonly ImageView[];
  /** Whether images go to Docker Hub, which has another name in attestations. */
  readonly isOnHub: boolean;
  readonly hasVariants: boolean;
  readonly isScanned: boolean;
  readonly isSigned: boolean;
  /** What happened to a new image: `built, scanned, signed`. */
  readonly states: string;
  readonly sbom: Sbom | null;
  /** Whether the build cache is kept in the registry. */
  readonly isCacheKept: boolean;
  readonly permissions: Readonly<Record<"ci" | "version" | "build" | "publish", readonly Permission[]>>;
  readonly deployments: readonly DeployView[];
}

interface ImageView {
  readonly target: string;
  readonly repository: string;
  readonly variant: string;
  /** The end of its tags. */
  readonly suffix: string;
  /** The repository and the end of its tags. */
  readonly reference: string;
  /** Its name in attestations, if that differs from the repository. */
  readonly subject: string;
}

/** The workflow that releases images and deploys environments. `ci` holds the permissions of the CI workflow. */
export function releaseView(pipeline: Pipeline, common: CommonView, ci: readonly Permission[]): ReleaseView {
  const { platform, images, scan, registry, triggers, deployments } = pipeline;
  const { sign, cache } = platform.images;
  const isSigned = sign !== undefined;
  const writing = { registry: { access: "write", of: registry } } as const;
  return {
    ...common,
    words: scan ? "pushes it by digest and scans it." : "and pushes it by digest.",
    deploys: endOf(deployments),
    needs: needsOf(registry),
    branches: triggers.branches,
    tags: triggers.tags,
    stable: triggers.stable,
    images: images.map((image) => imageView(image, registry)),
    isOnHub: registry?.host === "docker.io",
    hasVariants: images.some(({ variant }) => variant !== ""),
    isScanned: scan !== undefined,
    isSigned,
    states: ["built", ...(scan ? ["scanned"] : []), ...(isSigned ? ["signed"] : [])].join(", "),
    sbom: sbomOf(pipeline),
    isCacheKept: cache === "registry",
    permissions: {
      ci,
      version: permissionsOf({ registry: { access: "read", of: registry, why: "to find images" } }),
      build: permissionsOf(writing),
      publish: permissionsOf({ ...writing, ...(isSigned && { identity: "to sign images", attests: true }) }),
    },
    deployments: deployments.map((deployment) => deployView(deployment, pipeline, common)),
  };
}

/** Attestations name Docker Hub by the address of its registry. */
function imageView(image: ReleasedImage, registry: Registry | undefined): ImageView {
  const { target, repository, variant } = image;
  const subject = registry?.host === "docker.io" ? `index.docker.io/${repository.replace(/^docker\.io\//, "")}` : "";
  return { target, repository, variant, suffix: variant && `-${variant}`, reference: imageReference(image), subject };
}

function needsOf(registry: Registry | undefined): string {
  const { variables, secrets } = credentialsOf(registry);
  const words = wordsOf(variables, secrets);
  return words && `${words} in Settings > Environments > ${releaseEnvironment} of the repository`;
}

function endOf(deployments: readonly EnvironmentDeployment[]): string {
  const names = deployments.map(({ environment }) => environment);
  return names.length === 0 ? "" : ` Deploys to ${names.join(", ")}.`;
}
