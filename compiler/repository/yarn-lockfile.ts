import { parse } from "yaml";
import { escapeExpression } from "../source/glob.ts";
import { asObject, own } from "./json.ts";
import { differenceOf } from "./node-lockfile.ts";
import { type NodePackage, stringMap } from "./node-package.ts";

/** Everything but peer dependencies, by package. */
function installed({ dependencies }: NodePackage): Readonly<Record<string, string>> {
  const { devDependencies, optionalDependencies } = dependencies;
  return { ...devDependencies, ...dependencies.dependencies, ...optionalDependencies };
}

/**
 * The first difference between a manifest and the lock file of Yarn 2 or later, as words; undefined if there is none. It has an
 * entry for each workspace, in which Yarn 4 writes `npm:` before ranges. Only that entry is parsed: the file can be large.
 */
export function yarnDifference(lock: string, member: string, manifest: NodePackage): string | undefined {
  const folder = escapeExpression(member === "" ? "." : member);
  const [, block] =
    new RegExp(`^"[^"\\n]*@workspace:${folder}(?:,[^"\\n]*)?":\\n((?:[ ].*\\n|\\n(?=[ ]))*)`, "m").exec(lock) ?? [];
  if (block === undefined) return member === "" ? undefined : `it does not contain the workspace '${member}'`;
  const recorded = stringMap(own(asObject(parsed(block)), "dependencies"));
  return differenceOf(withoutProtocols(installed(manifest)), withoutProtocols(recorded));
}

function parsed(block: string): unknown {
  try {
    return parse(block, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

/** Ranges of other protocols are rewritten, so that only their names are compared. */
function withoutProtocols(ranges: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => {
      const plain = range.replace(/^npm:/, "");
      return [name, /^[a-z+]+:|\//.test(plain) ? "" : plain];
    }),
  );
}

/** The first range of a manifest that the lock file of Yarn 1 does not resolve, as words. `members` are the names of workspaces. */
export function classicDifference(
  lock: string,
  manifest: NodePackage,
  members: ReadonlySet<string>,
): string | undefined {
  const keys = new Set(
    [...lock.matchAll(/^(?! |#)(.+):$/gm)].flatMap(([, line = ""]) =>
      line.split(", ").map((key) => key.replace(/^"|"$/g, "")),
    ),
  );
  const lost = Object.entries(installed(manifest)).find(
    ([name, range]) => !members.has(name) && !/^(?:file|link|workspace):/.test(range) && !keys.has(`${name}@${range}`),
  );
  return lost && `it lacks '${lost[0]}' as '${lost[1]}'`;
}
