import { error, warning } from "../definition.ts";

/** What can be wrong with images and how they are built. */
export const images = {
  "model/build-differs": error<{ key: string; environment: string }>({
    message: ({ key }) => `'${key}' goes into the image, and an image is the same in every environment.`,
    help: ({ environment }) => `Set it in the base, or let ${environment} differ by 'env'.`,
    explanation: `
An image is built once, tested, and then deployed from one environment to the next. If the build differed between them,
what runs in production would not be what was tested. What differs belongs into \`env\`, \`files\`, \`scale\`, \`resources\`.`,
  }),
  "model/unknown-lockfile": error<{ lockfile: string; language: string; known: readonly string[] }>({
    message: ({ lockfile, language }) => `It is not known what installs from '${lockfile}' for ${language}.`,
    help: ({ known }) => `Known are ${known.join(", ")}; or say 'lockfile: { path: ..., manager: ... }'.`,
    explanation: `
The lock file decides how dependencies are installed, so that the image holds exactly what was locked. Its name says
which program wrote it.`,
  }),
  "model/unpinned-package": warning<{ package: string }>({
    message: ({ package: name }) => `No version of '${name}' is said, so it depends on the day of the build.`,
    help: ({ package: name }) => `Write the start of its version: '${name}@1.2'.`,
    explanation: `
Without a version, two builds of the same commit can install different packages. The start of a version is enough
(\`libpq5@15\`): security updates of the distribution still come in, other versions do not. The generated linter settings
allow packages without a version only where the specification has one.`,
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
    message: ({ image }) => `'${image}' can be another image tomorrow.`,
    help: () => "Name a version as its tag.",
    explanation: `
Without a tag, or with the tag \`latest\`, every pull may bring another version, and a rollback does not bring back the
old one. A version as the tag says what runs; a lock file pins it to the byte.`,
  }),
  "model/server-not-python": error<{ language: string }>({
    message: ({ language }) => `'server' runs Python applications, and this service is written in ${language}.`,
    help: () => "Write 'start: the command'.",
    explanation: `
\`server\` stands for the command lines of uvicorn and gunicorn. Services in other languages are started by \`start\`.`,
  }),
};
