import { error, note, warning } from "../definition.ts";

/** What a target cannot express, and where it cannot write. The codes of a single target are in its folder. */
export const targets = {
  "target/left-out": note<{ key: string; target: string; reason: string }>({
    message: ({ key, target, reason }) => `${target} leaves out ${key}: ${reason}.`,
    explanation: `
The target has no words for the key, and does without it well enough. Other targets express it. The reference of the
language shows for every key which targets do.`,
  }),
  "target/lost": warning<{ key: string; target: string; reason: string }>({
    message: ({ key, target, reason }) => `${target} cannot do what ${key} asks for: ${reason}.`,
    explanation: `
The target has no words for the key, and what runs there lacks something that the specification asks for. Either
something outside has to provide it, as the message says, or the environment belongs on another target.`,
  }),
  "target/path-outside": error<{ path: string; target: string }>({
    message: ({ path, target }) => `${target} would write to '${path}', which is not in the output folder.`,
    help: () => "Name a path without '..' that does not start with '/'.",
    explanation: `
Files are written to the output folder and nowhere else. To write them to another place, choose another folder with
\`output\`, which stands for the root of the platform's repository.`,
  }),
  "target/same-path": error<{ path: string; other: string; first: string; second: string }>({
    message: ({ path, other, first, second }) =>
      path === other
        ? `${first} and ${second} would both write to ${path}.`
        : `${other} and ${path} are one file on macOS and Windows.`,
    help: () => "Give one of them another path.",
    explanation: `
Each file has one content. Paths that the specification names, such as \`dockerfile\` or \`targets.docker.bake\`, must
not meet those of other files. macOS and Windows make no difference between upper and lower case.`,
  }),
  "target/path-in-file": error<{ path: string; target: string; file: string }>({
    message: ({ path, target, file }) => `${target} would write to ${path}, but ${file} is a file, and no folder.`,
    help: () => "Give one of them another path.",
    explanation: `
A path is that of a file or that of a folder. Where two paths are named and one leads through the other, only one of the
files could be written.`,
  }),
  "target/path-reserved": error<{ path: string; target: string; reason: string }>({
    message: ({ path, target, reason }) => `${target} would write to '${path}', ${reason}.`,
    help: () => "Name another path.",
    explanation: `
Files of the specification, its lock file and its templates, the manifest of varai-gen, what belongs to git, and the
files of npm are never generated: writing to them would destroy what the next run, or another tool, depends on.`,
  }),
};
