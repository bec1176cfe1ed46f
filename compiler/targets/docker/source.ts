import { inFolder, isFile, withoutSlash } from "../../model/build-context.ts";
import type { Build, Purpose, Source } from "../../model/image.ts";
import { type BuildOutput, type Copy, copy, copyFrom, type Stage } from "./stage.ts";

/** A folder of a source that the build of another service fills. */
export interface FilledFolder {
  /** Relative to the source folder. */
  readonly path: string;
  readonly output: BuildOutput;
}

/**
 * The instructions that copy the output of other builds into the source of a service. `owner` is empty for root, to which
 * files of the context belong too.
 */
export function copyOutputs(folders: readonly FilledFolder[], owner = ""): readonly Copy[] {
  return folders.map(({ path, output }) => copyFrom(output.from, `${output.folder}/`, `./${path}/`, owner || "0:0"));
}

/**
 * The instructions that copy the source of a service: the content of its folder, then its shared folders. Production
 * images do without tests. `more` are files of the folder that are copied as well.
 */
export function copySource(
  source: Source,
  purpose: Purpose,
  owner = "",
  more: readonly string[] = [],
): readonly Copy[] {
  return [
    ...own(source, purpose, owner, more),
    ...source.shared.map((folder) => copy([`${folder}/`], `./${folder.split("/").at(-1) ?? ""}/`, owner)),
  ];
}

function own(
  { folder, paths, tests }: Source,
  purpose: Purpose,
  owner: string,
  more: readonly string[],
): readonly Copy[] {
  if (paths.length === 0) return [copy([folder === "." ? "." : `${folder}/`], "./", owner)];
  const wanted = [...new Set([...more, ...paths, ...(purpose === "production" ? [] : tests)])].sort();
  const isInRoot = (path: string): boolean => isFile(path) && !path.includes("/");
  const files = wanted.filter(isInRoot).map((path) => inFolder(folder, path));
  return [
    ...(files.length > 0 ? [copy(files, "./", owner)] : []),
    ...wanted
      .filter((path) => !isInRoot(path))
      .map((path) => {
        const end = isFile(path) ? "" : "/";
        const plain = withoutSlash(path);
        return copy([`${inFolder(folder, plain)}${end}`], `./${plain}${end}`, owner);
      }),
  ];
}

/** The instructions that copy what production needs of a build besides its output. The build is in `folder`. */
export function copyIncluded({ build }: Build, from: Stage, folder: string, owner: string): readonly Copy[] {
  return [...(build?.include ?? [])].sort().map((path) => {
    const end = isFile(path) ? "" : "/";
    const plain = withoutSlash(path);
    return copyFrom(from, `${folder}/${plain}${end}`, `./${plain}${end}`, owner);
  });
}
