import { parseArgs } from "node:util";

/** What to check. */
export interface Options {
  /** Names of checkers; empty for all. */
  readonly only: readonly string[];
  /** Parts of names of trees; empty for all. */
  readonly trees: readonly string[];
  readonly usesCache: boolean;
}

export const usage = `npm run conformance -- [--only CHECKER]... [--tree PART-OF-A-NAME]... [--no-cache]

Asks the real tools about every file that varai-gen has written in this repository.
`;

/** Reads the command line; undefined when help is asked for. Throws when it is wrong. */
export function readOptions(args: readonly string[], checkers: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true, default: [] },
      tree: { type: "string", multiple: true, default: [] },
      "no-cache": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const unknown = values.only.filter((name) => !checkers.includes(name));
  if (unknown.length > 0) throw new Error(`no checker ${unknown.join(", ")}; there are ${checkers.join(", ")}`);
  return { only: values.only, trees: values.tree, usesCache: !values["no-cache"] };
}
