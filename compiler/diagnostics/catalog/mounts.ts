import { error, warning } from "../definition.ts";

/** Findings about mounts, volumes and variables that conflict. */
export const mounts = {
  "model/file-is-path": error<{ file: string; content: string; source: string; owner: string }>({
    message: ({ file, content }) => `The content of the file ${file} would be the string '${content}'.`,
    help: ({ file, source, owner }) =>
      `Write '${file}: { source: ${source} }' in '${owner}.files' to mount a file of the repository.`,
    explanation: `
A string in \`files\` is the content of the mounted file. To mount a file of the repository, set \`source\` to its path. For
a file that really contains only this string, end it with a line break.

    services:
      api:
        runtime: node@20
        start: node server.js
        files: { /etc/app/config.yaml: { source: config.yaml } }`,
  }),
  "model/mount-taken": error<{ path: string; owner: string; first: string; second: string }>({
    message: ({ path, owner, first, second }) => `'${owner}' has two mounts at ${path}: ${first} and ${second}.`,
    help: () => "Mount one of them at another path.",
    explanation: `
A path in a container can have one mount: a volume of \`storage\`, a file of \`files\`, a path of \`hostPaths\`, or a
directory of \`temporary\`. \`/tmp\` is always a temporary directory. A catalogue engine mounts its data directory and the
directories that it writes to. A trailing slash makes no difference.`,
  }),
  "model/mount-reserved": error<{ path: string; owner: string; what: string; reason: string }>({
    message: ({ path, owner, what, reason }) => `'${owner}' cannot mount ${what} at ${path}: ${reason}.`,
    help: () => "Mount it at another path, for example in a directory below.",
    explanation: `
A mount hides the content of the image at its path. \`/\` contains the whole image, \`/app\` the program of an image built
from source, and \`/run/secrets\` the secrets. \`/proc\`, \`/sys\` and \`/dev\` belong to the kernel; only the host's own can be
mounted there, with \`hostPaths\`.`,
  }),
  "model/volume-shared": error<{ volume: string; name: string; owner: string; otherName: string; other: string }>({
    message: ({ volume, name, owner, otherName, other }) =>
      `The volumes '${name}' of '${owner}' and '${otherName}' of '${other}' have the same full name, '${volume}'.`,
    help: () => "Rename one of them.",
    explanation: `
The full name of a volume consists of the names of its service and of the volume, joined by a hyphen. Two volumes with
the same full name would be one volume, and the services would overwrite each other's data.`,
  }),
  "model/secret-file-not-read": warning<{ name: string }>({
    message: ({ name }) =>
      `'${name}' is a secret, so the service gets the path of a file in '${name}_FILE', which .NET does not read.`,
    help: ({ name }) => `Set '${name}: { value: ..., as: env, reason: ... }', or read the file in the program.`,
    explanation: `
Secrets are files by default, and a variable with the suffix \`_FILE\` contains the path. The configuration of .NET reads
variables such as \`ConnectionStrings__Default\`, but ignores that suffix. Either pass the secret as a variable, or read the
file in the program:

    services:
      api:
        runtime: dotnet@10.0
        start: dotnet Api.dll
        port: 8080
        health: /health
        env:
          ConnectionStrings__Default: { value: "\${secrets.connection}", as: env, reason: .NET reads no files. }
    secrets: { connection: { description: Connection string of the database. } }`,
  }),
  "model/listens-elsewhere": warning<{
    name: string;
    address: string;
    isLoopback: boolean;
    ports: readonly number[];
  }>({
    message: ({ name, address, isLoopback, ports }) =>
      isLoopback
        ? `'${name}' lets the service listen at '${address}', which no other container can reach.`
        : `'${name}' lets the service listen at '${address}', but its ports are ${ports.join(", ")}.`,
    help: ({ name, ports }) => `Remove '${name}': the image lets the service listen at port ${ports[0] ?? 8080}.`,
    explanation: `
Probes, routes and network policies use \`port\` and \`ports\`. The image sets the variable from which the framework takes
\`port\`; a variable with another port, or with an address of the loopback interface, makes the service unreachable.`,
  }),
  "model/variable-taken": error<{ name: string; owner: string; secret: string }>({
    message: ({ name, owner, secret }) =>
      `'${owner}' sets the variable '${name}' twice: it is also the path of the secret '${secret}'.`,
    help: ({ secret }) =>
      `Remove one of them, or pass the secret as a variable: '${secret}: { value: ..., as: env, reason: ... }'.`,
    explanation: `
A secret is mounted as a file, and a variable with the suffix \`_FILE\` contains its path: a variable \`PASSWORD\` that
refers to a secret becomes \`PASSWORD_FILE=/run/secrets/...\`. No other variable can have that name.`,
  }),
};
