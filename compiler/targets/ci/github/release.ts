import type { Deployment } from "../deployments.ts";
import type { ReleasedImage } from "../images.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Registry } from "../registry.ts";
import { type CommonView, credentialsOf, releaseEnvironment, wordsOf } from "./common.ts";
import { type DeployView, deployView } from "./deploy.ts";
import { type Permission, permissionsOf } from "./permissions.ts";

/** What `ci/github/release.yml` prints besides. */
export interface ReleaseView extends CommonView {
  /** What happens to what is built, before and after it gets its tags: ends of sentences. */
  readonly words: string;
  readonly deploys: string;
  /** What has to be set before anything can be released; empty: nothing. */
  readonly needs: string;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** A regular expression for the tags that are no prereleases. Empty: no tag is released. */
  readonly stable: string;
  readonly images: readonly ImageView[];
  /** Whether they go to Docker Hub, which attestations call by another name. */
  readonly isOnHub: boolean;
  readonly hasVariants: boolean;
  readonly isScanned: boolean;
  readonly isSigned: boolean;
  readonly sbom: { readonly format: string; readonly predicate: string } | null;
  /** Whether what is built goes to a cache beside the images. */
  readonly isCacheKept: boolean;
  readonly permissions: Readonly<Record<"ci" | "build" | "publish", readonly Permission[]>>;
  readonly deployments: readonly DeployView[];
}

interface ImageView {
  readonly target: string;
  readonly repository: string;
  readonly variant: string;
  /** What an attestation calls it, where that is something else; empty elsewhere. */
  readonly subject: string;
}

/** What Cosign calls the formats of an SBOM. */
const predicates = { "spdx-json": "spdxjson", "cyclonedx-json": "cyclonedx" } as const;

/** The workflow that releases images, and deploys environments. `ci` is what testing them takes. */
export function releaseView(pipeline: Pipeline, common: CommonView, ci: readonly Permission[]): ReleaseView {
  const { platform, images, scan, registry, triggers, deployments } = pipeline;
  const { sbom, sign, cache } = platform.images;
  const isSigned = sign !== undefined;
  const writing = { registry: { access: "write", of: registry } } as const;
  return {
    ...common,
    words: scan ? "and scans it before anybody can use it." : "and pushes it.",
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
    sbom: sbom === undefined ? null : { format: sbom, predicate: predicates[sbom] },
    isCacheKept: cache === "registry",
    permissions: {
      ci,
      build: permissionsOf(writing),
      publish: permissionsOf({ ...writing, ...(isSigned && { identity: "to sign", attests: true }) }),
    },
    deployments: deployments.map((deployment) => deployView(deployment, pipeline, common)),
  };
}

/** Docker Hub is called by the address that one logs in to. */
function imageView({ target, repository, variant }: ReleasedImage, registry: Registry | undefined): ImageView {
  const subject = registry?.host === "docker.io" ? `index.docker.io/${repository.replace(/^docker\.io\//, "")}` : "";
  return { target, repository, variant, subject };
}

function needsOf(registry: Registry | undefined): string {
  const { variables, secrets } = credentialsOf(registry);
  const words = wordsOf(variables, secrets);
  return words && `${words} in Settings > Environments > ${releaseEnvironment} of the repository`;
}

function endOf(deployments: readonly Deployment[]): string {
  const names = deployments.map(({ environment }) => environment);
  return names.length === 0 ? "" : ` Then it is deployed: ${names.join(", ")}.`;
}
