import { error } from "../definition.ts";

/** Findings about `include`. */
export const include = {
  "include/not-found": error<{ path: string; isEntry: boolean }>({
    message: ({ path }) => `The file '${path}' does not exist.`,
    help: ({ isEntry }) =>
      isEntry
        ? "Pass the path of the specification."
        : "Correct the path; it is relative to the file that contains 'include:'.",
    explanation: `
\`include\` merges other files into the specification. Each path is relative to the file that contains it. Patterns with
\`*\` are not expanded, so that one place shows every file of a platform.`,
  }),
  "include/cycle": error<{ path: string }>({
    message: ({ path }) => `'${path}' includes itself.`,
    help: () => "Remove this line.",
    explanation: `
A file cannot include itself, directly or through other files. Include each file once; the order has no effect.`,
  }),
};
