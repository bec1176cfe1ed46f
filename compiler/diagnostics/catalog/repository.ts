import { note } from "../definition.ts";

/** Findings about the source code of services: what the specification states and what the repository contains. */
export const repository = {
  "repository/not-checked": note<{ folders: readonly string[] }>({
    message: ({ folders }) =>
      `The source code in ${folders.map((folder) => `'${folder}'`).join(", ")} was not found, so it was not checked.`,
    help: () => "If the repository contains it, correct 'source'.",
    explanation: `
varai-gen reads manifests, lock files and a few other files of each service, and compares them with the specification. It
executes nothing. Where a source folder does not exist, for example because the code is written later, nothing is compared.
Folders are relative to the root of the repository, which is the output folder (\`output\`).`,
  }),
};
