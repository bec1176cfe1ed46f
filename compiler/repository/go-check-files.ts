import type { GoFacts } from "../model/repository-facts.ts";
import { goFiles } from "./go.ts";
import { joinPath } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";

/** Calls of Go's standard library that open files, up to the quoted path among their arguments. */
const opens =
  /\b(?:(?:os|ioutil)\.(?:Open|ReadFile|ReadDir|DirFS)|http\.Dir|\w+\.(?:ParseGlob|ParseFiles|LoadHTMLGlob|LoadHTMLFiles|Static|StaticFile)|http\.ServeFile)\(([^()\n]*)\)/g;

/** Folders whose programs are no part of the service. */
const others = /(?:^|\/)(?:examples?|testdata|tools|vendor)\//;

/** Programs open files of the repository, which the production image does not contain unless the build includes them. */
export function checkOpenedFiles(check: SourceCheck): void {
  const { build, source } = check;
  if (build.build?.output !== undefined) return;
  const included = (build.build?.include ?? []).map((path) => joinPath(".", path));
  const isIncluded = (path: string): boolean => included.some((one) => path === one || path.startsWith(`${one}/`));
  const found = goFiles(source)
    .filter((file) => !others.test(file))
    .flatMap((file) => openedPaths(source.read(file) ?? "").map((path) => ({ file, path })))
    .filter(({ path }) => isBelow(path) && (source.has(path) || check.isFilled(path)) && !isIncluded(path));
  const [first] = found;
  if (!first) return;
  const paths = [...new Set(found.map(({ path }) => path))].sort();
  const file = source.path(first.file);
  check.report("repository/files-not-in-image", "source", { workload: check.workload, file, paths, included });
}

function isBelow(path: string): boolean {
  return path !== "." && !path.startsWith("..");
}

/** The relative paths that a file opens. A pattern stands for the folder before its first wildcard. */
function openedPaths(text: string): readonly string[] {
  const code = text.replace(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(opens)]
    .flatMap(([, words = ""]) => [...words.matchAll(/"([\w.*-][\w./*-]*)"/g)].map(([, path = ""]) => path))
    .map((path) => joinPath(".", path.includes("*") ? path.slice(0, path.indexOf("*")).replace(/[^/]*$/, "") : path));
}

/** The C compiler that cgo needs, which the images of Go on Alpine lack. */
export function checkCgo(check: SourceCheck, { usesCgo }: GoFacts): void {
  const { packages, runtime } = check.build;
  if (!usesCgo || !/^(?:alpine|static)/.test(runtime.variant)) return;
  const present = packages.build.map(({ name }) => name);
  if (present.some((name) => ["build-base", "clang", "gcc"].includes(name))) return;
  const holes = { package: "cgo", needs: ["gcc", "musl-dev"], key: "build", workload: check.workload };
  check.report("repository/native-packages", "packages", holes);
}
