import type { GoFacts } from "../model/repository-facts.ts";
import { globExpression } from "../source/glob.ts";
import { goFiles, isMain } from "./go.ts";
import { checkCgo, checkOpenedFiles } from "./go-check-files.ts";
import { localModules } from "./go-modules.ts";
import { joinPath, parentOf } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";
import { isBelow } from "./versions.ts";

/** Compares a Go service with its module. */
export function checkGo(check: SourceCheck, facts: GoFacts): void {
  const { source } = check;
  if (!checkLocalModules(check)) return;
  // Of a workspace, each module has its own requirements.
  if (source.hasFile("go.work")) return;
  if (
    !check.needFile(
      "go.mod",
      "source",
      "to download modules",
      `Correct '${check.workload}.source', or run 'go mod init'.`,
    )
  )
    return;
  const module = source.read("go.mod") ?? "";
  const isAlone = !/^\s*require\b/m.test(module);
  if (!facts.manifests.includes("go.sum") && !facts.isVendored && !isAlone) {
    check.needFile("go.sum", "lockfile", "to download modules", "Run 'go mod tidy' and commit the file.");
  }
  const [, version] = /^go\s+(\d+\.\d+(?:\.\d+)?)/m.exec(module) ?? [];
  if (version !== undefined && isBelow(check.build.runtime.version, version)) {
    const minor = version.split(".").slice(0, 2).join(".");
    const remedy = `Set '${check.workload}.runtime' to go@${minor}, or lower the version in the file.`;
    const holes = { runtime: check.runtime, file: source.path("go.mod"), requirement: `Go ${version}`, remedy };
    check.report("repository/runtime-conflict", "runtime", holes);
  }
  checkMain(check, facts);
  checkCgo(check, facts);
  checkOpenedFiles(check);
  if (check.build.build?.command === undefined) checkEmbeds(check);
}

/** Modules on disk are in the source. Returns whether all are. */
function checkLocalModules(check: SourceCheck): boolean {
  const { source } = check;
  for (const { written, folder, file } of localModules(source)) {
    if (folder.startsWith("..")) {
      const remedy = `Set '${check.workload}.source' to a folder that contains both, and '${check.workload}.project' to the main package.`;
      check.report("repository/outside-source", "source", { file: source.path(file), path: written, remedy });
      return false;
    }
    const user = `for '${source.path(file)}'`;
    if (!check.needFile(`${folder}/go.mod`, "source", user, `Commit the module, or correct '${written}'.`))
      return false;
  }
  return true;
}

function checkMain(check: SourceCheck, { mains }: GoFacts): void {
  const { build, source } = check;
  const folder = joinPath(".", build.project ?? ".");
  const files = source.list(folder).filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"));
  const path = (name: string): string => (folder === "." ? name : `${folder}/${name}`);
  if (files.some((name) => isMain(source.read(path(name))))) return;
  const key = check.isSet("project") ? "project" : "source";
  const holes = { workload: check.workload, folder: source.path(folder), mains };
  check.report("repository/no-main-package", key, holes);
}

/** https://pkg.go.dev/embed: each pattern matches a file below the folder of the Go file. Files with conditions are skipped. */
function checkEmbeds(check: SourceCheck): void {
  const { source } = check;
  for (const path of goFiles(source)) {
    const text = source.read(path) ?? "";
    if (!/^import\b[\s\S]*?"embed"/m.test(text) || /^\/\/go:build\b/m.test(text)) continue;
    for (const [, line = ""] of text.matchAll(/^\/\/go:embed[ \t]+(.+)$/gm)) {
      for (const pattern of patternsOf(line)) {
        if (matchesAny(check, parentOf(path), pattern)) continue;
        const folder = joinPath(parentOf(path), pattern.replace(/^all:/, "").replace(/\/?[^/]*[*?[\\].*$/, "") || ".");
        if (check.isFilled(folder)) continue;
        check.report("repository/embed-matches-nothing", "source", {
          workload: check.workload,
          file: source.path(path),
          pattern,
          folder,
        });
      }
    }
  }
}

function patternsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|`([^`]*)`|(\S+)/g)].map(
    ([, double, back, plain]) => double ?? back ?? plain ?? "",
  );
}

function matchesAny({ source }: SourceCheck, folder: string, pattern: string): boolean {
  const parts = pattern.replace(/^all:/, "").split("/");
  const found = parts.reduce<readonly string[]>(
    (folders, part) =>
      folders.flatMap((one) => {
        const names = source.list(one).map((name) => name.replace(/\/$/, ""));
        const glob = globOf(part);
        const matching = part === "." ? [""] : names.filter((name) => glob?.test(name) ?? name === part);
        return matching.map((name) => joinPath(one, name || "."));
      }),
    [folder],
  );
  return found.length > 0;
}

/** A pattern of path.Match; undefined for a name. One with an escaped character matches anything. */
function globOf(part: string): RegExp | undefined {
  if (!/[*?[\\]/.test(part)) return undefined;
  return part.includes("\\") ? /^/ : globExpression(part);
}
