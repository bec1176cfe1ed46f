import type { RepositoryDefault } from "./inspection.ts";
import { joinPath, type Repository } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";

/** How many files are looked at for each pattern of Git LFS. */
const maxFiles = 50;

/** The size of a pointer is at most this (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
const pointerSize = 1024;

/** What a job has to check out, besides the files of the repository, to build from it. */
export function checkoutDefaults(repository: Repository): readonly RepositoryDefault[] {
  const defaults: RepositoryDefault[] = [];
  const found = (key: string, file: string): void => {
    defaults.push({ key: `targets.ci.checkout.${key}`, value: true, file });
  };
  if (/^\s*path\s*=/m.test(repository.read(".gitmodules") ?? "")) found("submodules", ".gitmodules");
  if (/^[^#\n]*\bfilter=lfs\b/m.test(repository.read(".gitattributes") ?? "")) found("lfs", ".gitattributes");
  return defaults;
}

/** Submodules of the source are checked out, and files of Git LFS are downloaded. */
export function checkCheckout(check: SourceCheck): void {
  checkSubmodules(check);
  checkLargeFiles(check);
}

function checkSubmodules(check: SourceCheck): void {
  const { source } = check;
  const { repository, folder } = source;
  const text = repository.read(".gitmodules") ?? "";
  for (const [, path = ""] of text.matchAll(/^\s*path\s*=\s*(\S+)\s*$/gm)) {
    const isInside = folder === "." || `${path}/`.startsWith(`${folder}/`) || folder.startsWith(`${path}/`);
    if (!isInside || (repository.list(path) ?? []).length > 0) continue;
    const command = `git submodule update --init ${path}`;
    check.report("repository/not-checked-out", "source", { path, kind: "a Git submodule", command });
    return;
  }
}

/** Files with an extension that `.gitattributes` gives to Git LFS. */
function checkLargeFiles(check: SourceCheck): void {
  const { source } = check;
  const attributes = [source.repository.read(".gitattributes"), source.read(".gitattributes")].join("\n");
  for (const [, extension = ""] of attributes.matchAll(/^\*(\.[\w.-]+)\s[^\n]*\bfilter=lfs\b/gm)) {
    const files = source.find((name) => name.endsWith(extension)).slice(0, maxFiles);
    const pointer = files.find((file) => source.read(file, pointerSize)?.startsWith("version https://git-lfs"));
    if (pointer === undefined) continue;
    const path = joinPath(source.folder, pointer);
    check.report("repository/not-checked-out", "source", { path, kind: "a file of Git LFS", command: "git lfs pull" });
    return;
  }
}
