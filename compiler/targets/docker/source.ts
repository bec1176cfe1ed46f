import type { Purpose, Source } from "../../model/image.ts";

/** A COPY from the build context into the working directory. */
export interface CopyView {
  readonly from: string;
  readonly to: string;
}

/**
 * The instructions that copy the source of a service: the content of its folder, then its shared folders. Production
 * does without the tests.
 */
export function copySource(source: Source, purpose: Purpose): readonly CopyView[] {
  return [
    ...own(source, purpose),
    ...source.shared.map((folder) => ({ from: `${folder}/`, to: `./${baseName(folder)}/` })),
  ];
}

function own({ folder, paths, tests }: Source, purpose: Purpose): readonly CopyView[] {
  if (paths.length === 0) return [{ from: folder === "." ? "." : `${folder}/`, to: "./" }];
  // A folder keeps its name; several files can go with one instruction.
  const wanted = purpose === "production" ? paths : [...paths, ...tests].sort();
  return wanted.map((path) => {
    const from = inFolder(folder, path);
    return isFile(path) ? { from, to: `./${path}` } : { from: `${from}/`, to: `./${path}/` };
  });
}

/** A path with an extension in its last part is a file; the language has no other way to tell. */
export function isFile(path: string): boolean {
  return /\.[A-Za-z0-9]+$/.test(baseName(path)) && !path.endsWith("/");
}

/** A path below the source folder, relative to the root of the repository. */
export function inFolder(folder: string, path: string): string {
  return folder === "." ? path : `${folder}/${path}`;
}

function baseName(path: string): string {
  return path.split("/").at(-1) ?? path;
}
