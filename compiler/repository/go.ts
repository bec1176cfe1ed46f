import type { GoFacts } from "../model/repository-facts.ts";
import type { Inspection, RepositoryDefault } from "./inspection.ts";
import { parentOf } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** Folders whose Go files are no part of a program. */
const examples = /(?:^|\/)(?:examples?|internal\/tools|testdata|tools|vendor|_[^/]*|\.[^/]*)(?:\/|$)/;

/** Reads a Go module. */
export function inspectGo(source: SourceFolder): Inspection {
  const files = goFiles(source);
  const mains = [...new Set(files.filter((path) => isMain(source.read(path))).map(parentOf))].sort();
  const facts: GoFacts = {
    language: "go",
    mains,
    hasSums: source.hasFile("go.sum"),
    isVendored: source.hasFile("vendor/modules.txt"),
    usesCgo: files.some((path) => /^import\s+"C"|^\s+"C"\s*$/m.test(source.read(path) ?? "")),
  };
  const candidates = mains.filter((folder) => !examples.test(folder));
  const [only] = candidates;
  const defaults: readonly RepositoryDefault[] =
    candidates.length === 1 && only !== undefined && only !== "."
      ? [{ key: "project", value: only, file: source.path(only) }]
      : [];
  return { facts, defaults };
}

/** The Go files of the module itself, outside of tests and nested modules. */
export function goFiles(source: SourceFolder): readonly string[] {
  const nested = source
    .find((name) => name === "go.mod")
    .map(parentOf)
    .filter((folder) => folder !== ".");
  return source
    .find((name) => name.endsWith(".go") && !name.endsWith("_test.go") && !/^[._]/.test(name))
    .filter((path) => !nested.some((folder) => path.startsWith(`${folder}/`)));
}

/** Whether a file belongs to a main package and is always built. */
export function isMain(text: string | undefined): boolean {
  return (
    text !== undefined &&
    /^package\s+main\b/m.test(text) &&
    !/^\/\/(?:go:build\s+ignore|\s*\+build\s+ignore)/m.test(text)
  );
}
