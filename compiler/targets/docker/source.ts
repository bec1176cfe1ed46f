import { inFolder, isFile, withoutSlash } from "../../model/build-context.ts";
import type { Purpose, Source } from "../../model/image.ts";
import { type Copy, copy } from "./stage.ts";

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
