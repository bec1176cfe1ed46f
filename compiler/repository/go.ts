import type { GoFacts } from "../model/repository-facts.ts";
import { goManifests, localModules, workspaceFolders } from "./go-modules.ts";
import type { Inspection, RepositoryDefault } from "./inspection.ts";
import { parentOf } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** Folders whose programs are not the service: examples, and tools such as generators, which are often below `internal`. */
const examples = /(?:^|\/)(?:examples?|internal|testdata|tools|vendor|_[^/]*|\.[^/]*)(?:\/|$)/;

/** Reads a Go module. */
export function inspectGo(source: SourceFolder): Inspection {
  const files = goFiles(source);
  const mains = [...new Set(files.filter((path) => isMain(source.read(path))).map(parentOf))].sort();
  const facts: GoFacts = {
    language: "go",
    mains,
    manifests: goManifests(source),
    workspace: workspaceFolders(source),
    isVendored: source.hasFile("vendor/modules.txt"),
    usesCgo: requiresCgo.test(source.read("go.mod") ?? "") || files.some((path) => importsC(source.read(path) ?? "")),
  };
  const candidates = mains.filter((folder) => !examples.test(folder));
  const [only] = candidates;
  const defaults: readonly RepositoryDefault[] =
    candidates.length === 1 && only !== undefined && only !== "."
      ? [{ key: "project", value: only, file: source.path(only) }]
      : [];
  return { facts, defaults };
}

/** Packages that cannot work without cgo. Their own documentation, or that of what they wrap, states so. */
const cgoPackages = [
  "github.com/DataDog/zstd",
  "github.com/confluentinc/confluent-kafka-go",
  "github.com/davidbyttow/govips",
  "github.com/duckdb/duckdb-go",
  "github.com/h2non/bimg",
  "github.com/marcboeker/go-duckdb",
  "github.com/mattn/go-sqlite3",
  "gocv.io/x/gocv",
  // Wraps go-sqlite3.
  "gorm.io/driver/sqlite",
];

/** A line of `go.mod` that requires one of them directly. */
const requiresCgo = new RegExp(
  `^(?!.*//\\s*indirect).*\\b(?:${cgoPackages.map((name) => name.replaceAll(".", "\\.")).join("|")})\\b`,
  "m",
);

function importsC(text: string): boolean {
  return !/^\/\/go:build\b/m.test(text) && /^import\s+"C"|^\s+"C"\s*$/m.test(text);
}

/** The Go files of the module itself and of its workspace, outside of tests and other nested modules. */
export function goFiles(source: SourceFolder): readonly string[] {
  const local = localModules(source).map(({ folder }) => folder);
  const nested = source
    .find((name) => name === "go.mod")
    .map(parentOf)
    .filter((folder) => folder !== "." && !local.includes(folder));
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
