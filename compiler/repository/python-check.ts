import type { PythonFacts } from "../model/repository-facts.ts";
import { checkApplication } from "./python-check-application.ts";
import { checkPythonPackages } from "./python-check-packages.ts";
import { type InstalledPackages, listedPackages, lockedPackages } from "./python-installed.ts";
import { isPoetryLockCurrent, uvDifference } from "./python-lockfile.ts";
import { includedFiles, readProject } from "./python-project.ts";
import { hasPytest } from "./python-tests.ts";
import { joinPath, lockfileLimit, parentOf } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";
import { admits } from "./versions.ts";

/** Compares a Python service with its project. */
export function checkPython(check: SourceCheck, facts: PythonFacts): void {
  const { lockfile } = check.build;
  const remedies: Readonly<Record<string, string>> = { pdm: "pdm lock", poetry: "poetry lock", uv: "uv lock" };
  const command = remedies[lockfile.manager];
  const workspace = uvWorkspaceOf(check);
  const remedy =
    workspace !== undefined
      ? `'${check.source.folder}' uses the lock file of the workspace in '${workspace}'. Set '${check.workload}.source' to '${workspace}', with the folders that the service needs in 'paths'.`
      : command === undefined
        ? `Create it, or set '${check.workload}.lockfile'.`
        : `Run '${command}' and commit the lock file.`;
  const alone = facts.lockfiles.filter((name) => name !== lockfile.path);
  if (!check.isSet("lockfile") && alone.length > 0 && facts.lockfiles.includes(lockfile.path)) {
    const holes = { workload: check.workload, lockfiles: facts.lockfiles, used: lockfile.path };
    if (!isExported(check)) check.report("repository/several-lockfiles", "source", holes);
  }
  if (!check.needFile(lockfile.path, "lockfile", "to install packages", remedy)) return;
  if (lockfile.manager === "pip") checkRequirements(check);
  else checkProject(check, command ?? "");
  const { source, build } = check;
  const packages =
    build.lockfile.manager === "pip"
      ? listedPackages(source, [build.lockfile.path])
      : lockedPackages(source, build.lockfile.path);
  checkServer(check, packages);
  checkApplication(check, packages.names);
  checkPythonPackages(check, packages);
  checkTests(check);
}

/** The folder above a project without its own lock file that holds the lock file of uv. */
function uvWorkspaceOf({ source }: SourceCheck): string | undefined {
  if (!source.hasFile("pyproject.toml")) return undefined;
  for (let folder = source.folder; folder !== "."; ) {
    folder = parentOf(folder);
    if (source.repository.hasFile(joinPath(folder, "uv.lock"))) return folder;
  }
  return undefined;
}

/** Whether the list of requirements beside a lock file was exported from it. */
function isExported({ source, build }: SourceCheck): boolean {
  return build.lockfile.manager !== "pip" && source.hasFile("requirements.txt");
}

/** Lists that a list of requirements includes. */
function checkRequirements(check: SourceCheck): void {
  const { source, build } = check;
  const lists = [build.lockfile.path, build.lockfile.development].filter((list) => source.hasFile(list));
  for (const list of lists) {
    for (const path of includedFiles(source, list)) {
      check.needFile(
        path,
        "lockfile",
        `for '${source.path(list)}'`,
        "Commit the file, or remove the line that includes it.",
      );
    }
  }
}

function checkProject(check: SourceCheck, command: string): void {
  const { source, build } = check;
  const { path, manager } = build.lockfile;
  if (
    !check.needFile(
      "pyproject.toml",
      "source",
      "to install packages",
      `Correct '${check.workload}.source', or create the file.`,
    )
  )
    return;
  const project = readProject(source);
  if (!project) return;
  const { python, file } = project;
  if (python !== undefined && !admits(python, build.runtime.version, "python")) {
    const remedy = `Change '${check.workload}.runtime', or the versions of Python in the file.`;
    const holes = { runtime: check.runtime, file, requirement: `Python ${python}`, remedy };
    check.report("repository/runtime-conflict", "runtime", holes);
  }
  const lock = source.read(path, lockfileLimit) ?? "";
  const uv = manager === "uv" ? uvDifference(lock, project) : undefined;
  const isStale = manager === "poetry" && !isPoetryLockCurrent(lock, project);
  const difference = uv ?? (isStale ? "its content-hash differs" : undefined);
  if (difference === undefined) return;
  check.report("repository/outdated-lockfile", "lockfile", {
    lockfile: source.path(path),
    manifest: file,
    difference,
    command,
  });
}

/** The default command of tests finds its program, if there are tests. */
function checkTests(check: SourceCheck): void {
  const { source, build } = check;
  if ((build.test ?? [])[0] !== "pytest" || check.isSet("test") || hasPytest(source, build.lockfile)) return;
  const isTest = (name: string): boolean => /^(?:test_.*|.*_test|tests)\.py$/.test(name);
  if (source.find(isTest, ".", 3).length === 0) return;
  const { path, development, manager } = build.lockfile;
  const file = source.path(manager === "pip" ? development : path);
  check.report("repository/test-not-installed", "", { workload: check.workload, file });
}

/** Application servers that other packages do not install, unlike uvicorn. */
const servers = ["granian", "gunicorn", "hypercorn", "uwsgi"];

/** The server that starts is installed. Lists written by hand lack what their packages depend on. */
function checkServer(check: SourceCheck, { names, isComplete, hasProject }: InstalledPackages): void {
  const { source, build } = check;
  const server = source.spec.server?.name ?? servers.find((name) => name === build.start[0]);
  if (server === undefined || names.length === 0 || hasProject || names.includes(server)) return;
  if (!isComplete && !servers.includes(server)) return;
  const holes = { server, file: source.path(build.lockfile.path) };
  check.report("repository/server-not-installed", check.isSet("server") ? "server" : "start", holes, server);
}
