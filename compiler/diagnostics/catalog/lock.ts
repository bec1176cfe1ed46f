import { error, warning } from "../definition.ts";

/** Findings about the lock file, which pins images by digest. */
export const lock = {
  "lock/unpinned": warning<{ count: number; lock: string }>({
    message: ({ count }) =>
      count === 1 ? "An image is not pinned by digest." : `${count} images are not pinned by digest.`,
    help: ({ lock: path }) => `Run 'npx varai-gen lock' to pin images in ${path}.`,
    explanation: `
A tag can be moved to another image; a digest cannot. The lock file, next to the specification, lists every image with
its digest:

    version: 1
    images:
      python:3.11-slim: sha256:...

\`varai-gen lock\` reads the digests from the registries and writes the file. The output then refers to an image as
\`tag@digest\`. Without a digest it refers to the tag alone.`,
  }),
  "lock/invalid": error<{ detail: string }>({
    message: ({ detail }) => `The lock file is invalid: ${detail}.`,
    help: () => "Correct it, or delete it and run 'npx varai-gen lock'.",
    explanation: `
The lock file contains \`version: 1\` and a map \`images\` from image names with tags to digests. A digest is \`sha256:\`
followed by 64 hexadecimal digits. Delete a broken lock file and run \`varai-gen lock\` to create it again.`,
  }),
  "lock/unused": warning<{ image: string }>({
    message: ({ image }) => `The lock file pins '${image}', which the platform does not use.`,
    help: () => "Remove the line, or run 'npx varai-gen lock'.",
    explanation: `
The image is no longer part of the platform, or is now used with another tag. \`varai-gen lock\` removes unused entries.`,
  }),
  "lock/missing": error<{ image: string; lock: string }>({
    message: ({ image, lock: path }) => `${path} has no digest for '${image}'.`,
    help: () => "Run 'npx varai-gen lock'.",
    explanation: `
\`varai-gen lock --check\` requires a digest for every image from a registry. This image, or its tag, is new since the
lock file was written. \`varai-gen lock\` adds the missing digest.`,
  }),
  "lock/unresolved": error<{ image: string; reason: string }>({
    message: ({ image, reason }) => `The digest of '${image}' cannot be resolved: ${reason}.`,
    help: () => "Fix the cause and run 'npx varai-gen lock' again. The lock file is unchanged.",
    explanation: `
\`varai-gen lock\` asks the registry of each image for the digest of its tag. If one request fails, the lock file is not
written at all, so that all digests in a lock file come from the same run.

For a private registry, run \`docker login\`: the credentials and credential helpers in Docker's \`config.json\` are used.
If a registry cannot be reached, pass a mirror with \`--mirror\`. Proxy variables of the environment have no effect. To
pin an image that you cannot pull, write \`name:tag@sha256:...\` in the specification.`,
  }),
  "lock/platform-missing": warning<{ image: string; platforms: readonly string[] }>({
    message: ({ image, platforms }) => `'${image}' is not available for ${platforms.join(" and ")}.`,
    help: () => "Choose another tag, or remove the platform from 'images.platforms'.",
    explanation: `
\`images.platforms\` lists the platforms that images are built for. The image behind this digest does not support one of
them. A build for that platform fails, or runs slowly under emulation.

    images: { platforms: [linux/amd64] }`,
  }),
};
