import type { DotnetFacts } from "../model/repository-facts.ts";
import { beside, type DotnetProject, propertyOf, readProjects } from "./dotnet.ts";
import { objectOf, own, parseObject, stringOf } from "./json.ts";
import { joinPath, parentOf } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";
import { compareVersions } from "./versions.ts";

/** Compares a .NET service with its project. */
export function checkDotnet(check: SourceCheck, facts: DotnetFacts): void {
  const { source } = check;
  const projects = readProjects(source);
  if (facts.project === undefined) {
    checkChoice(check, projects);
    return;
  }
  const published = projects.find(({ path }) => path === facts.project);
  if (!published) return;
  checkFramework(check, facts, published);
  checkSdk(check);
  checkReferences(check, projects, published);
  checkAssembly(check, facts);
  checkTests(check, projects);
  if (!facts.hasLock) {
    const file = source.path(beside(published.path, "packages.lock.json"));
    const remedy = `Set 'RestorePackagesWithLockFile' to true in '${source.path(published.path)}', run 'dotnet restore' and commit the file.`;
    check.report("repository/no-lockfile", "source", { workload: check.workload, file, remedy });
  }
}

/** `project` names a project, or only one can run. */
function checkChoice(check: SourceCheck, projects: readonly DotnetProject[]): void {
  const { build, source } = check;
  const { project } = build;
  if (project !== undefined && !/\.slnx?$/.test(project) && !source.has(project)) {
    check.needFile(
      project,
      "project",
      "to publish",
      `Set '${check.workload}.project' to a project file below the source folder.`,
    );
  }
  if (project !== undefined) return;
  const runnable = projects.filter(({ kind, isTest }) => kind !== "unknown" && !isTest).map(({ path }) => path);
  if (runnable.length < 2) return;
  check.report("repository/several-projects", "source", { workload: check.workload, projects: runnable });
}

/** A program runs on the minor version of .NET that it is compiled for, unless it may roll forward or brings its runtime. */
function checkFramework(check: SourceCheck, facts: DotnetFacts, project: DotnetProject): void {
  const { source, build } = check;
  const versions = facts.frameworks.flatMap((name) => /^net(\d+\.\d+)(?:-|$)/.exec(name)?.[1] ?? []);
  const isFree = facts.isAot || facts.isSelfContained || propertyOf(source, project, "RollForward") !== undefined;
  if (versions.length === 0 || versions.length < facts.frameworks.length) return;
  const [major = "", minor = "0"] = build.runtime.version.split(".");
  const runtime = `${major}.${minor}`;
  const fits = versions.some((version) => (isFree ? compareVersions(version, runtime) <= 0 : version === runtime));
  if (fits) return;
  const holes = {
    runtime: check.runtime,
    file: source.path(project.path),
    requirement: `.NET ${versions.join(" or ")}`,
    remedy: `Set '${check.workload}.runtime' to dotnet@${versions[0]}, or change 'TargetFramework'.`,
  };
  check.report("repository/runtime-conflict", "runtime", holes);
}

/** https://learn.microsoft.com/dotnet/core/tools/global-json: the SDK image has the newest SDK of one minor version. */
function checkSdk(check: SourceCheck): void {
  const { source, build } = check;
  const sdk = objectOf(own(parseObject(source.read("global.json")), "sdk"));
  const version = stringOf(own(sdk, "version"));
  const policy = stringOf(own(sdk, "rollForward")) ?? "latestPatch";
  const [, wanted] = /^(\d+\.\d+)\.\d/.exec(version ?? "") ?? [];
  if (wanted === undefined) return;
  const [major = "", minor = "0"] = build.runtime.version.split(".");
  const order = compareVersions(wanted, `${major}.${minor}`);
  const isAdmitted = order === 0 || (order < 0 && /^(?:latestM|m)ajor$/.test(policy));
  if (isAdmitted) return;
  const remedy = `Set '${check.workload}.runtime' to dotnet@${wanted}, or change 'sdk' in the file.`;
  const holes = { runtime: check.runtime, file: source.path("global.json"), requirement: `the SDK ${version}`, remedy };
  check.report("repository/runtime-conflict", "runtime", holes);
}

/** Projects that the published one refers to, directly or through others, are in the source. One that is not is reported. */
function checkReferences(check: SourceCheck, projects: readonly DotnetProject[], published: DotnetProject): void {
  const { source } = check;
  const seen = new Set<DotnetProject>();
  const queue = [published];
  for (let project = queue.shift(); project; project = queue.shift()) {
    if (seen.has(project)) continue;
    seen.add(project);
    for (const [, include = ""] of project.text.matchAll(/<ProjectReference\s[^>]*?Include="([^"$*]+)"/g)) {
      const written = include.replaceAll("\\", "/");
      const path = joinPath(parentOf(project.path), written);
      if (path.startsWith("..")) {
        const remedy = `Set '${check.workload}.source' to a folder that contains both, and '${check.workload}.project' to the project file.`;
        check.report("repository/outside-source", "source", { file: source.path(project.path), path: written, remedy });
        return;
      }
      const next = projects.find((one) => one.path === path);
      const user = `for '${source.path(project.path)}'`;
      if (next) queue.push(next);
      else if (!check.needFile(path, "source", user, "Commit the project, or remove the reference.")) return;
    }
  }
  checkCentralVersions(check, published);
}

/** With central package management, versions are in a file that may lie above the source. */
function checkCentralVersions(check: SourceCheck, { path, text }: DotnetProject): void {
  const { source } = check;
  const name = "Directory.Packages.props";
  if (!/<PackageReference\s+Include="[^"]+"\s*\/>/.test(text)) return;
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    if (source.hasFile(joinPath(folder, name))) return;
    if (folder === ".") break;
  }
  for (let folder = source.folder; folder !== "."; ) {
    folder = parentOf(folder);
    if (!source.repository.hasFile(joinPath(folder, name))) continue;
    const remedy = `Set '${check.workload}.source' to ${folder}, and '${check.workload}.project' to the project file.`;
    check.report("repository/outside-source", "source", {
      file: source.path(path),
      path: joinPath(folder, name),
      remedy,
    });
    return;
  }
}

/** The default test command names the project of the service, which mostly contains no tests. */
function checkTests(check: SourceCheck, projects: readonly DotnetProject[]): void {
  const { build } = check;
  const tests = projects.filter(({ isTest }) => isTest);
  const tested = projects.find(({ path }) => path === (build.test ?? [])[2]);
  if (check.isSet("test") || !tested || tested.isTest || tests.length === 0) return;
  const holes = {
    command: (build.test ?? []).join(" "),
    workload: check.workload,
    projects: tests.map(({ path }) => path),
  };
  check.report("repository/no-tests", check.isSet("project") ? "project" : "source", holes);
}

function checkAssembly(check: SourceCheck, { assembly, project = "" }: DotnetFacts): void {
  const [dotnet, program] = check.build.start;
  if (dotnet !== "dotnet" || assembly === undefined || assembly.includes("$(")) return;
  const [, name] = /^(?:\.\/)?([\w.-]+)\.dll$/.exec(program ?? "") ?? [];
  if (name === undefined || name === assembly) return;
  const holes = { program: `${name}.dll`, assembly: `${assembly}.dll`, file: check.source.path(project) };
  check.report("repository/other-assembly", "start", holes, program);
}
