import { error } from "../definition.ts";

/** What cannot be at one place in a container, or in one place of an environment, at the same time. */
export const mounts = {
  "model/mount-taken": error<{ path: string; owner: string; first: string; second: string }>({
    message: ({ path, owner, first, second }) => `${owner} has two things at ${path}: ${first} and ${second}.`,
    help: () => "Mount one of them elsewhere.",
    explanation: `
At a path of a container one thing is mounted: a volume of \`storage\`, a file of \`files\`, a path of the host, or a
directory of \`temporary\`. \`/tmp\` always is a temporary directory, and a service of the catalogue brings its data and
the directories that it writes to. A path with a slash at its end is the same path.`,
  }),
  "model/mount-reserved": error<{ path: string; owner: string; what: string; reason: string }>({
    message: ({ path, owner, what, reason }) => `${owner} cannot have ${what} at ${path}: ${reason}.`,
    help: () => "Mount it elsewhere, such as in a folder below.",
    explanation: `
What is mounted hides what was there: at \`/\` the whole image, at \`/app\` the program of an image that is built here, at
\`/run/secrets\` the secrets. \`/proc\`, \`/sys\` and \`/dev\` come from the kernel, and no container starts without them;
only those of the host can stand there, as \`hostPaths\`.`,
  }),
  "model/volume-shared": error<{ volume: string; name: string; owner: string; otherName: string; other: string }>({
    message: ({ volume, name, owner, otherName, other }) =>
      `The volume '${name}' of ${owner} and '${otherName}' of ${other} are both called ${volume}.`,
    help: () => "Give one of them another name.",
    explanation: `
A volume is called after its service and itself, joined with a hyphen: in Compose as in Kubernetes. Two that come to the
same name would be one volume, in which two services write over each other's data.`,
  }),
  "model/variable-taken": error<{ name: string; owner: string; secret: string }>({
    message: ({ name, owner, secret }) =>
      `${owner} has ${name} twice: ${secret} is a secret, and the path of its file is ${name}.`,
    help: ({ secret }) =>
      `Remove one of them; where the program cannot read a file, write '${secret}: { value: ..., as: env, reason: ... }'.`,
    explanation: `
A secret reaches a process as a file, and its path as a variable with \`_FILE\` at the end of the name: \`PASSWORD\` that
refers to a secret becomes \`PASSWORD_FILE=/run/secrets/...\`. A second variable of that name would say something else.`,
  }),
};
