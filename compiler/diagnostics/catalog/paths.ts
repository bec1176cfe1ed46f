import { error } from "../definition.ts";

/** Findings about paths of files that are read or written. */
export const paths = {
  "path/outside": error<{ key: string; path: string }>({
    message: ({ key, path }) => `'${key}' is '${path}', which is outside the repository.`,
    help: ({ key }) =>
      key === "output"
        ? "Choose a folder in the repository, or pass another one with --out on the command line."
        : "Choose a path in the repository, and check whether a symbolic link leads out of it.",
    explanation: `
A specification may be a stranger's pull request, so it names only files and folders in the repository. That is the nearest folder
with \`.git\` above the specification; without one, the working directory, or the folder of a specification that is elsewhere.
Symbolic links are followed first. The command line may name other folders: \`--spec\` and \`--out\`.`,
  }),
  "path/not-found": error<{ key: string; path: string }>({
    message: ({ key, path }) => `'${key}' is '${path}', which is not a folder.`,
    help: ({ key }) => `Correct the path, which is relative to the specification, or remove '${key}'.`,
    explanation: `
The folder does not exist, or is a file. If it were ignored, the built-in templates would be used without a message.`,
  }),
};
