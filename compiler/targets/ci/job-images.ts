import type { Platform } from "../../model/platform.ts";

/** The images that jobs of GitLab and Azure Pipelines use. */
const images = {
  azure: "mcr.microsoft.com/azure-cli:2.89.1",
  binfmt: "tonistiigi/binfmt:qemu-v10.0.4",
  cosign: "ghcr.io/sigstore/cosign/cosign:v2.6.1",
  docker: "docker:28-cli",
  engine: "docker:28-dind",
  hadolint: "hadolint/hadolint:v2.14.0-debian",
  kubernetes: "alpine/k8s:1.34.1",
  node: "node:22-alpine",
  syft: "anchore/syft:v1.38.0",
  trivy: "aquasec/trivy:0.74.0",
} as const;

/** The images, by their names in templates. */
export type JobImages = Readonly<Record<keyof typeof images, string>>;

/** The images, with digests if the lock file has them. */
export function jobImages({ digests }: Platform): JobImages {
  const pinned = Object.entries(images).map(([name, image]) => {
    const digest = digests.get(image);
    return [name, digest === undefined ? image : `${image}@${digest}`];
  });
  return Object.fromEntries(pinned) as JobImages;
}

/** The references of some images, without digests. */
export function imageNames(wanted: readonly (keyof JobImages)[]): readonly string[] {
  return wanted.map((name) => images[name]);
}
