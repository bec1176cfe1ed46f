import { generatedBuildOf, generatedBuilds } from "../model/built-images.ts";
import type { Build } from "../model/image.ts";
import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import { checkCheckout } from "./checkout-check.ts";
import { checkCommands } from "./command-check.ts";
import { checkDotnet } from "./dotnet-check.ts";
import { checkEnvIsIgnored } from "./env-ignored-check.ts";
import { checkGo } from "./go-check.ts";
import type { InspectedSource, RepositoryInspection } from "./inspection.ts";
import { checkJava } from "./java-check.ts";
import { checkLeftOut } from "./left-out-check.ts";
import { checkNode } from "./node-check.ts";
import { checkOwnDockerfile } from "./own-dockerfile-check.ts";
import { checkPort } from "./port-check.ts";
import { checkProtobuf } from "./protobuf-check.ts";
import { checkPython } from "./python-check.ts";
import { checkRegistries } from "./registry-check.ts";
import { checkSecretFiles } from "./secrets-check.ts";
import { SourceCheck, type StartCommand } from "./source-check.ts";
import type { SourceFolder } from "./source-folder.ts";

/** Compares the platform with the source code of its services. Reports each contradiction where it is written. */
export function checkRepository(platform: Platform, inspection: RepositoryInspection, reporter: Reporter): void {
  const { repository, sources, absent } = inspection;
  for (const build of platform.builds) {
    if (repository && build.kind === "own") checkOwnDockerfile(build, repository, reporter);
  }
  if (repository) checkEnvIsIgnored(platform, repository, reporter);
  const builds = generatedBuilds(platform);
  for (const build of builds) {
    const inspected = sources.get(build.name);
    if (!inspected) continue;
    checkSource(new SourceCheck(build, inspected.source, startsOf(platform, build), reporter), inspected);
  }
  checkSecretFiles(platform, inspection, reporter);
  const missing = builds.flatMap((build) => {
    const source = absent.get(build.name);
    return source && !isInOtherCase(build, source, reporter) ? [build] : [];
  });
  const [first] = missing;
  if (!first) return;
  const folders = [...new Set(missing.map(({ source }) => source.folder))].sort();
  reporter.report("repository/not-checked", { path: [...first.path, "source"] }, { folders });
}

/** What production runs in the image of a build. */
function startsOf({ environments }: Platform, build: Build): readonly StartCommand[] {
  const jobs = new Map<string, StartCommand>();
  for (const job of environments.flatMap((environment) => environment.jobs)) {
    const isElsewhere = job.path.join(".") === build.path.join(".");
    if (!job.command || isElsewhere || generatedBuildOf(job) !== build) continue;
    jobs.set(job.name, { words: job.command, path: [...job.path, "start"] });
  }
  return [{ words: build.start, path: [...build.path, "start"] }, ...jobs.values()];
}

function checkSource(check: SourceCheck, { facts }: InspectedSource): void {
  checkFolders(check);
  checkLeftOut(check);
  checkCheckout(check);
  checkCommands(check);
  checkPort(check);
  checkProtobuf(check);
  checkRegistries(check);
  switch (facts.language) {
    case "python":
      checkPython(check, facts);
      break;
    case "node":
      checkNode(check, facts);
      break;
    case "go":
      checkGo(check, facts);
      break;
    case "java":
      checkJava(check, facts);
      break;
    case "dotnet":
      checkDotnet(check, facts);
      break;
  }
}

/** The folders and files that the specification names are there. */
function checkFolders(check: SourceCheck): void {
  const { build, source } = check;
  const { paths, tests, shared } = build.source;
  const named = [
    ...paths.map((path) => ["source.paths", path, source.path(path)] as const),
    ...tests.map((path) => ["source.tests", path, source.path(path)] as const),
    ...shared.map((path) => ["source.shared", path, path] as const),
  ];
  for (const [key, written, path] of named) {
    if (source.repository.has(path)) continue;
    const found = source.repository.otherCase(path);
    if (found !== undefined) check.report("repository/wrong-case", key, { path, found }, written);
    else {
      const remedy = `Correct '${check.workload}.${key}', or commit the path.`;
      const holes = { workload: check.workload, file: path, user: "as part of its source", remedy };
      check.report("repository/missing-file", key, holes);
    }
  }
}

/** Whether a folder exists in another case of letters, which is reported. */
function isInOtherCase({ path }: Build, { repository, folder }: SourceFolder, reporter: Reporter): boolean {
  const found = repository.otherCase(folder);
  if (found === undefined) return false;
  reporter.report("repository/wrong-case", { path: [...path, "source"] }, { path: folder, found });
  return true;
}
