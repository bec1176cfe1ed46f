import { error, warning } from "../definition.ts";

/** Findings about images and how they are built. */
export const images = {
  "model/build-differs": error<{ key: string; environment: string }>({
    message: ({ key }) => `'${key}' is part of the image, and an image is the same in every environment.`,
    help: ({ environment }) => `Set it in 'services', or use 'env' for what differs in ${environment}.`,
    explanation: `
An image is built once, tested, and then deployed to one environment after the other. If environments had different
builds, production would run an image that was never tested. Use \`env\`, \`files\`, \`scale\` or \`resources\` for differences.`,
  }),
  "model/unknown-lockfile": error<{ lockfile: string; language: string; known: readonly string[] }>({
    message: ({ lockfile, language }) => `No package manager for ${language} is known that reads '${lockfile}'.`,
    help: ({ known }) => `Use ${known.join(", ")}, or set 'lockfile: { path: ..., manager: ... }'.`,
    explanation: `
Dependencies are installed from the lock file, so that the image holds exactly the locked versions. The name of the
file decides which package manager installs them.`,
  }),
  "model/unpinned-package": warning<{ package: string }>({
    message: ({ package: name }) => `The package '${name}' has no version, so builds are not reproducible.`,
    help: ({ package: name }) => `Add the start of its version: '${name}@1.2'.`,
    explanation: `
Without a version, two builds of the same commit can install different packages. The start of a version is enough
(\`libpq5@15\`): the build still installs security updates of the distribution, but no other version. The generated
settings of hadolint allow packages without a version only if the specification has some.`,
  }),
  "model/invalid-image": error<{ image: string }>({
    message: ({ image }) => `'${image}' is not an image reference.`,
    help: () => "Write '[registry/]name:tag', in lower case, such as 'ghcr.io/acme/api:1.2.3'.",
    explanation: `
An image reference is \`[registry[:port]/]name[:tag][@digest]\`, for example:

    services:
      api: { image: "ghcr.io/acme/api:1.2.3", port: 3000, health: /health }

The name is in lower case and has no spaces. Tools disagree about anything else, and Docker Compose would replace \`$NAME\` by
a variable of the machine that runs it.`,
  }),
  "model/image-without-tag": warning<{ image: string }>({
    message: ({ image }) => `'${image}' has no fixed version.`,
    help: () => "Add a version as the tag.",
    explanation: `
Without a tag, or with the tag \`latest\`, every pull can return another version, and a rollback does not restore the
old one. Use a version as the tag; \`varai-gen lock\` pins its digest.`,
  }),
};
