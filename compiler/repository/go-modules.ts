import { joinPath } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** A module on disk that `go.mod` or `go.work` names. */
export interface LocalModule {
  /** The path as it is written: `./shared`. */
  readonly written: string;
  /** Relative to the source; starts with `..` if it lies outside. */
  readonly folder: string;
  /** The file that names it, relative to the source. */
  readonly file: string;
}

/** The text of a `go.mod` or `go.work` without comments. */
function readModule(source: SourceFolder, file: string): string {
  return (source.read(file) ?? "").replace(/\/\/.*$/gm, "");
}

/** The folders in the directives `use` of a `go.work` (https://go.dev/ref/mod#go-work-file). */
function usedModules(source: SourceFolder): readonly LocalModule[] {
  const text = readModule(source, "go.work");
  const blocks = [...text.matchAll(/^use\s*\(([^)]*)\)/gm)].flatMap(([, block = ""]) => block.split("\n"));
  const single = [...text.matchAll(/^use\s+([^\s(]+)/gm)].map(([, path = ""]) => path);
  return [...blocks, ...single]
    .map((path) => path.trim())
    .filter((path) => path !== "")
    .map((written) => ({ written, folder: joinPath(".", written), file: "go.work" }));
}

/** The modules that `replace` takes from disk (https://go.dev/ref/mod#go-mod-file-replace): their paths start with a dot. */
function replacedModules(source: SourceFolder, folder: string, name: string): readonly LocalModule[] {
  const file = folder === "." ? name : `${folder}/${name}`;
  return [...readModule(source, file).matchAll(/=>\s*(\.\.?(?:\/\S*)?)\s*$/gm)].map(([, written = ""]) => ({
    written,
    folder: joinPath(folder, written),
    file,
  }));
}

/** The modules on disk that a build needs besides the one in the source folder. */
export function localModules(source: SourceFolder): readonly LocalModule[] {
  const used = usedModules(source);
  const roots = [...new Set([".", ...used.map(({ folder }) => folder)])].filter((folder) => !folder.startsWith(".."));
  return [
    ...used.filter(({ folder }) => folder !== "."),
    ...roots.flatMap((folder) => replacedModules(source, folder, "go.mod")),
    ...replacedModules(source, ".", "go.work"),
  ];
}

/** The folders of the modules of a workspace below the source, sorted. */
export function workspaceFolders(source: SourceFolder): readonly string[] {
  return [...new Set(usedModules(source).map(({ folder }) => folder))]
    .filter((folder) => !folder.startsWith(".."))
    .sort();
}

/** The existing files that `go mod download` reads, sorted. */
export function goManifests(source: SourceFolder): readonly string[] {
  const folders = [".", ...localModules(source).map(({ folder }) => folder)];
  const files = folders.flatMap((folder) =>
    ["go.mod", "go.sum"].map((name) => (folder === "." ? name : `${folder}/${name}`)),
  );
  return source.existing([...new Set([...files, "go.work", "go.work.sum"])].filter((file) => !file.startsWith("..")));
}
