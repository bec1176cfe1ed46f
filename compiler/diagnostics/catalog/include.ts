import { error } from "../definition.ts";

/** What can be wrong with `include:`. */
export const include = {
  "include/not-found": error<{ path: string; isEntry: boolean }>({
    message: ({ path }) => `There is no file '${path}'.`,
    help: ({ isEntry }) =>
      isEntry
        ? "It is the specification itself: name the file that everything starts from."
        : "Paths of 'include:' are relative to the file that names them.",
    explanation: `
\`include:\` merges other files into the specification. Each path is relative to the file in which it stands and has to
exist, as the specification itself has to. Patterns with \`*\` are not expanded: a reader should see in one place what a platform is made of.`,
  }),
  "include/cycle": error<{ path: string }>({
    message: ({ path }) => `'${path}' includes itself.`,
    help: () => "Remove this line.",
    explanation: `
A file that is included, directly or through others, by itself would never be read to its end. Each file needs to be
included only once; the order does not matter.`,
  }),
};
