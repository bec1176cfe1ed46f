import { error, warning } from "../definition.ts";

/** What can be wrong with the digests of images. */
export const lock = {
  "lock/unpinned": warning<{ count: number; lock: string }>({
    message: ({ count }) =>
      count === 1 ? "An image is named by its tag alone." : `${count} images are named by their tags alone.`,
    help: ({ lock: path }) => `Run 'npx varai-gen lock', which pins them by digest in ${path}.`,
    explanation: `
A tag can be moved to another image; a digest cannot. The lock file, beside the specification, lists every image with its
digest, one to a line, sorted:

    images:
      python:3.11-slim: sha256:...

\`varai-gen lock\` asks the registries and writes it. Where it has an image, every output names it as \`tag@digest\`. A
digest is never invented: without one the tag stands alone.`,
  }),
  "lock/invalid": error<{ detail: string }>({
    message: ({ detail }) => `The lock file cannot be used: ${detail}.`,
    help: () => "Mend it, or delete it and run 'npx varai-gen lock'.",
    explanation: `
The lock file holds \`version: 1\` and a map \`images:\` from names with tags to digests of the form \`sha256:\` and 64
hexadecimal digits. Anything else would pin an image to something that was never checked.`,
  }),
  "lock/unused": warning<{ image: string }>({
    message: ({ image }) => `The lock file pins '${image}', which nothing uses.`,
    help: () => "Remove the line, or run 'npx varai-gen lock'.",
    explanation: `
The image is not part of the platform any more, or under another tag. An entry that is left behind makes a reader believe
that it is still used.`,
  }),
  "lock/missing": error<{ image: string; lock: string }>({
    message: ({ image, lock: path }) => `${path} has no digest of '${image}'.`,
    help: () => "Run 'npx varai-gen lock'.",
    explanation: `
\`varai-gen lock --check\` asks that every image from elsewhere is pinned. This one is new in the specification, or has
another tag since the lock file was written. \`varai-gen lock\` asks its registry and adds the line.`,
  }),
  "lock/unresolved": error<{ image: string; reason: string }>({
    message: ({ image, reason }) => `'${image}' has no digest: ${reason}.`,
    help: () => "Mend the cause and run 'npx varai-gen lock' again. The lock file is as it was.",
    explanation: `
\`varai-gen lock\` asks the registry of every image what its tag stands for. This one gave no answer, or one that cannot
be trusted. Then no lock file is written at all, so that one that changes is complete, and all of it from one moment.

A private registry wants to know who asks: log in with \`docker login\`; credentials and credential helpers of Docker's
\`config.json\` are used. Where registries cannot be reached, a mirror may be: \`--mirror\`. Proxies of the environment are
not used. An image that only others can ask for is pinned in the specification itself, as \`name:tag@sha256:...\`.`,
  }),
  "lock/platform-missing": warning<{ image: string; platforms: readonly string[] }>({
    message: ({ image, platforms }) => `'${image}' is not there for ${platforms.join(" and ")}.`,
    help: () => "Choose a tag that is, or leave the platform out of 'images.platforms'.",
    explanation: `
\`images.platforms\` says for which platforms images are built, and so where they run. The digest that was found stands
for an image that lacks one of them: a build for that platform fails, or runs slowly by emulation.`,
  }),
};
