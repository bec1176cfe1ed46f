import { resolveBeside } from "../source/host.ts";

/** Where the repository is, and where the output folder is in it. */
export interface Folders {
  /** The root of the repository, relative to the entry file. */
  readonly root: string;
  /** The output folder, relative to the root: `.` or `deploy`; undefined if it is outside of the repository. */
  readonly output: string | undefined;
}

/** The folders of a specification: by default, the root is the nearest folder that holds the entry file and the output. */
export function foldersOf({ output, root }: { readonly output: string; readonly root?: string }): Folders {
  // Below a folder that no path names, so that `..` stays a part of the result.
  const target = partsOf(output);
  const up = target.filter((part) => part === "..").length;
  const base = partsOf(root ?? ("../".repeat(up) || "."));
  const isInside = base.every((part, index) => part === target[index]) && !target.slice(base.length).includes("..");
  const below = target.slice(base.length).join("/") || ".";
  return { root: base.join("/") || ".", output: isInside ? below : undefined };
}

function partsOf(path: string): readonly string[] {
  const tidy = resolveBeside("", path);
  return tidy === "." ? [] : tidy.split("/");
}
