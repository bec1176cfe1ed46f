import type { NodeFacts } from "../model/repository-facts.ts";
import { npmDifference, pnpmDifference, readNpmLock, readPnpmImporters } from "./node-lockfile.ts";
import { type NodePackage, readPackage, workspaceMembers } from "./node-package.ts";
import { lockfileLimit, parentOf } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";
import { SourceFolder } from "./source-folder.ts";

/** The commands that write a lock file, by manager. */
const lockCommands: Readonly<Record<string, string>> = {
  npm: "npm install --package-lock-only",
  pnpm: "pnpm install --lockfile-only",
  yarn: "yarn install --mode=update-lockfile",
  "yarn-classic": "yarn install",
};

/** A lock file exists, belongs to the package manager, and fits the manifests. */
export function checkNodeLockfile(check: SourceCheck, facts: NodeFacts, manifest: NodePackage): void {
  const { build, source } = check;
  const { path, manager } = build.lockfile;
  const { packageManager } = manifest;
  if (facts.lockfiles.length > 1 && !check.isSet("lockfile") && !packageManager) {
    const used = path;
    check.report("repository/several-lockfiles", "source", {
      workload: check.workload,
      lockfiles: facts.lockfiles,
      used,
    });
  }
  const name = manager.replace("-classic", "");
  if (packageManager && ["npm", "pnpm", "yarn"].includes(packageManager.name) && packageManager.name !== name) {
    const holes = { manager: name, file: manifest.file, declared: packageManager.name, workload: check.workload };
    check.report("repository/other-manager", "lockfile", holes);
    return;
  }
  const command = lockCommands[manager] ?? "";
  if (!check.needFile(path, "lockfile", "to install packages", remedyOf(check, command))) return;
  const text = source.read(path, lockfileLimit) ?? "";
  const manifests: readonly (readonly [string, NodePackage])[] = [
    ["", manifest],
    ...facts.members.flatMap((member) => {
      const found = readPackage(source, member);
      return found ? [[member, found] as const] : [];
    }),
  ];
  const differs =
    manager === "npm" ? npmComparison(text) : manager === "pnpm" ? pnpmComparison(check, text) : undefined;
  for (const [member, one] of differs ? manifests : []) {
    const difference = differs?.(member, one);
    if (difference === undefined) continue;
    check.report("repository/outdated-lockfile", "lockfile", {
      lockfile: source.path(path),
      manifest: one.file,
      difference,
      command,
    });
    return;
  }
}

type Comparison = (member: string, manifest: NodePackage) => string | undefined;

function npmComparison(text: string): Comparison | undefined {
  const packages = readNpmLock(text);
  return packages && ((member, manifest) => npmDifference(packages, member, manifest));
}

/** Overrides and hooks change what pnpm records, so the lock file of a project with some is not compared. */
function pnpmComparison({ source }: SourceCheck, text: string): Comparison | undefined {
  const settings = `${source.read("package.json") ?? ""}\n${source.read("pnpm-workspace.yaml") ?? ""}`;
  if (/\boverrides["']?\s*:|"resolutions"/.test(settings) || source.hasFile(".pnpmfile.cjs")) return undefined;
  if (/^overrides:/m.test(text) || /^pnpmfileChecksum:/m.test(text)) return undefined;
  const importers = readPnpmImporters(text);
  return importers && ((member, manifest) => pnpmDifference(importers, member === "" ? "." : member, manifest));
}

/** A member of a workspace has its lock file in the root of the workspace. */
function remedyOf({ source, workload }: SourceCheck, command: string): string {
  const [bun] = source.existing(["bun.lock", "bun.lockb"]);
  if (bun !== undefined)
    return `'${bun}' belongs to Bun, which is not supported. Commit a lock file of npm, pnpm or Yarn.`;
  for (let folder = source.folder; folder !== "."; ) {
    folder = parentOf(folder);
    const root = new SourceFolder(source.repository, "", { ...source.spec, source: { folder } });
    const own = folder === "." ? source.folder : source.folder.slice(folder.length + 1);
    if (!workspaceMembers(root, readPackage(root)).includes(own)) continue;
    return `'${source.folder}' belongs to the workspace in '${folder}'. Set '${workload}.source' to '${folder}', and name the workspace in 'build' and 'start'.`;
  }
  return `Run '${command}' and commit the lock file, or set '${workload}.lockfile'.`;
}
