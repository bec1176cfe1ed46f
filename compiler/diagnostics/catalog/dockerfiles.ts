import { error, warning } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

/** Findings about own Dockerfiles: those that exist in the repository. `at` is a Dockerfile with a line: `web/Dockerfile:14`. */
export const dockerfiles = {
  "dockerfile/not-found": error<{ file: string }>({
    message: ({ file }) => `The Dockerfile '${file}' does not exist.`,
    help: (_, key) =>
      `Correct the path, which is relative to the root of the repository, or remove '${key}' to generate one.`,
    explanation: `
\`build.dockerfile\` and \`build.context\` name a Dockerfile of the repository, which varai-gen reads and never writes. Both are
relative to the root of the repository: \`root\`, or the nearest folder that contains the specification and the output folder.
The path at which a Dockerfile is generated is a different key, \`dockerfile\` of the service.`,
  }),
  "dockerfile/no-stage": error<{ file: string }>({
    message: ({ file }) => `The Dockerfile '${file}' has no FROM instruction.`,
    help: () => "Add a stage.",
    explanation: `
A Dockerfile without FROM builds nothing. The file may be empty, or not a Dockerfile.`,
  }),
  "dockerfile/unknown-stage": error<{ file: string; stage: string; suggestion: string | undefined }>({
    message: ({ file, stage }) => `The Dockerfile '${file}' has no stage '${stage}'.`,
    help: ({ suggestion }) => didYouMean(suggestion) ?? "Name a stage with 'FROM ... AS name'.",
    explanation: `
\`target\`, \`developmentTarget\` and \`testTarget\` name stages of the Dockerfile (\`FROM image AS name\`). Without \`target\`, the
last stage is built.`,
  }),
  "dockerfile/copy-from-unknown": error<{ at: string; stage: string; suggestion: string | undefined }>({
    message: ({ at, stage }) => `${at} copies from the stage '${stage}', which no earlier stage is named.`,
    help: ({ suggestion }) => didYouMean(suggestion) ?? "Use the name of an earlier stage.",
    explanation: `
\`COPY --from\` names an earlier stage of the Dockerfile, by name or by number, or an image. A name that is almost the name of
a stage is a spelling mistake: Docker would look for an image of that name in Docker Hub.`,
  }),
  "dockerfile/copy-excluded": error<{ at: string; source: string; file: string }>({
    message: ({ at, source, file }) => `${at} copies '${source}', which ${file} excludes.`,
    help: ({ source, file }) => `Add '!${source}' at the end of ${file}.`,
    explanation: `
A build gets no file that \`.dockerignore\` of its context excludes, or \`<Dockerfile>.dockerignore\` instead. COPY fails for a path
without any file. The last line that matches a path decides; a line with \`!\` includes it.`,
  }),
  "dockerfile/copy-missing": warning<{ at: string; source: string; context: string; found: string | undefined }>({
    message: ({ at, source, context }) =>
      `${at} copies '${source}', which does not exist in ${context === "." ? "the root of the repository" : `'${context}'`}.`,
    help: ({ found }) =>
      found === undefined
        ? "Correct the path or 'build.context', or create the file before images are built."
        : `Write it like '${found}'.`,
    explanation: `
COPY fails for a path that does not exist. Paths are relative to the build context: \`build.context\`, by default the folder of
the Dockerfile. If a step before the build creates the path, as with \`COPY target/app.jar\`, run that step in CI too, or move
it into a stage of the Dockerfile.`,
  }),
  "dockerfile/unknown-argument": error<{ file: string; argument: string; suggestion: string | undefined }>({
    message: ({ file, argument }) => `The Dockerfile '${file}' has no argument '${argument}'.`,
    help: ({ suggestion, argument }) => didYouMean(suggestion) ?? `Add 'ARG ${argument}' to the stage that reads it.`,
    explanation: `
A build argument has an effect only if an ARG instruction declares it. Docker ignores other arguments with a warning.`,
  }),
  "dockerfile/argument-without-value": error<{ at: string; argument: string }>({
    message: ({ at, argument }) => `${at} needs a value for the argument '${argument}', which has no default.`,
    help: ({ argument }) => `Add '${argument}' to 'build.args'.`,
    explanation: `
FROM reads an argument that neither \`ARG NAME=default\` nor \`build.args\` gives a value, so the name of the image would be
empty and the build would fail.`,
  }),
  "dockerfile/secret-not-mounted": error<{ file: string; secret: string; suggestion: string | undefined }>({
    message: ({ file, secret }) => `The Dockerfile '${file}' mounts no secret '${secret}'.`,
    help: ({ suggestion, secret }) => didYouMean(suggestion) ?? `Add 'RUN --mount=type=secret,id=${secret} ...'.`,
    explanation: `
A secret reaches a build only through a mount of a RUN instruction. The id of the mount is the name of the secret; an id in
capitals with \`_\` (\`NPM_TOKEN\`) is the secret \`npm-token\`.`,
  }),
  "dockerfile/secret-not-supplied": warning<{ at: string; id: string }>({
    message: ({ at, id }) => `${at} mounts the secret '${id}', which the build does not get.`,
    help: ({ id }) => `Add '${id.toLowerCase().replaceAll("_", "-")}' to 'build.secrets' and to 'secrets'.`,
    explanation: `
Without a value, the file of a secret does not exist in the build, and commands that read it fail or go on without it. A mount
with \`required\` fails the build.`,
  }),
  "dockerfile/user-unknown": warning<{ at: string; user: string; id: number }>({
    message: ({ at, user, id }) => {
      const named = user === "" ? `${at} has no USER` : `${at} sets the user '${user}'`;
      return `${named}, but the container runs as user ${id}.`;
    },
    help: ({ user }, key) =>
      user === "" || user === "root"
        ? "Set USER to a number and give it the files that it writes, or add the exception 'run-as-root' with a reason."
        : `Set '${key.replace(/\.build.*$/, "")}.user' to the number of '${user}', or write the number in the Dockerfile.`,
    explanation: `
Containers run as a user that is not root, unless an exception allows it. The number of a user that the Dockerfile sets by
name is known only inside the image, and Kubernetes refuses to start an image whose user it cannot check. If the Dockerfile
sets a number, that is the default of \`user\`.`,
  }),
  "dockerfile/user-differs": warning<{ at: string; stated: number; id: number }>({
    message: ({ at, stated, id }) => `${at} sets the user ${stated}, but the container runs as user ${id}.`,
    help: ({ stated }, key) => `Remove '${key}', or set it to ${stated}.`,
    explanation: `
Files that the Dockerfile gives to one user may not be readable or writable for another one. Without \`user\`, the number of
the Dockerfile is used.`,
  }),
  "dockerfile/port-differs": warning<{ at: string; stated: readonly number[]; port: number }>({
    message: ({ at, stated, port }) => `${at} exposes ${stated.join(", ")}, but 'port' is ${port}.`,
    help: ({ stated }, key) => `Set '${key}' to ${stated.join(" or ")}, or correct EXPOSE.`,
    explanation: `
EXPOSE opens no port: it documents the one that the process listens on. One of the two is probably wrong, and requests to a
port without a listener fail. If EXPOSE names a single port, it is the default of \`port\`.`,
  }),
  "dockerfile/several-ports": warning<{ at: string; stated: readonly string[]; service: string }>({
    message: ({ at, stated, service }) => `${at} exposes ${stated.join(", ")}, but service '${service}' has no port.`,
    help: ({ service }) =>
      `Set 'services.${service}.port' to the main one, and 'services.${service}.ports' to the others.`,
    explanation: `
A service without a port is a worker that no other service can call. A single port that the Dockerfile exposes is the
default of \`port\`; of several ports, or of one that a variable names, you choose the main one.`,
  }),
  "dockerfile/shell-form": warning<{ at: string; service: string }>({
    message: ({ at, service }) => `${at} starts '${service}' in a shell, which does not pass on signals.`,
    help: ({ service }) => `Write the command as a JSON array, or set 'services.${service}.start'.`,
    explanation: `
\`CMD command\` runs \`/bin/sh -c command\`. The shell does not pass SIGTERM on, so that every stop takes the whole grace period
and ends with SIGKILL. \`CMD ["command"]\` starts the process itself.`,
  }),
  "dockerfile/volume-without-storage": warning<{ at: string; path: string; service: string }>({
    message: ({ at, path, service }) => `${at} declares the volume ${path}, for which '${service}' has no storage.`,
    help: ({ path, service }) =>
      `Set 'services.${service}.storage' to { data: { path: ${path}, size: 1Gi } } for data, or 'services.${service}.temporary' to [${path}] if it can be lost.`,
    explanation: `
Docker creates a volume without a name for VOLUME, which \`docker compose down --volumes\` deletes. Kubernetes and Azure ignore
VOLUME: there the path is part of the read-only file system.`,
  }),
};
