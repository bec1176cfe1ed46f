import type { NodeFacts } from "../model/repository-facts.ts";
import { asObject, own, parseObject } from "./json.ts";
import {
  npmDifference,
  overridesDifference,
  parseYaml,
  pnpmDifference,
  readNpmLock,
  readPnpmLock,
} from "./node-lockfile.ts";
import { type NodePackage, readPackage, stringMap, workspaceMembers } from "./node-package.ts";
import { lockfileLimit, parentOf } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";
import { SourceFolder } from "./source-folder.ts";
import { classicDifference, yarnDifference } from "./yarn-lockfile.ts";

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
  const manifests: Manifests = [
    ["", manifest],
    ...facts.members.flatMap((member) => {
      const found = readPackage(source, member);
      return found ? [[member, found] as const] : [];
    }),
  ];
  const differs = comparisonOf(check, text, manifests);
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

/** Manifests by the folders of workspaces; the root is empty. */
type Manifests = readonly (readonly [string, NodePackage])[];

function comparisonOf(check: SourceCheck, text: string, manifests: Manifests): Comparison | undefined {
  switch (check.build.lockfile.manager) {
    case "npm":
      return npmComparison(text);
    case "pnpm":
      return pnpmComparison(check, text);
    default:
      return yarnComparison(check, text, manifests);
  }
}

type Comparison = (member: string, manifest: NodePackage) => string | undefined;

function npmComparison(text: string): Comparison | undefined {
  const packages = readNpmLock(text);
  return packages && ((member, manifest) => npmDifference(packages, member, manifest));
}

/** Hooks change what pnpm records, so the lock file of a project with some is not compared. */
function pnpmComparison({ source }: SourceCheck, text: string): Comparison | undefined {
  const lock = readPnpmLock(text);
  const importers = asObject(own(lock, "importers"));
  if (!importers || source.hasFile(".pnpmfile.cjs") || own(lock, "pnpmfileChecksum") !== undefined) return undefined;
  const overrides = pnpmOverrides(source);
  const recorded = stringMap(own(lock, "overrides"));
  const names = [...Object.keys(overrides), ...Object.keys(recorded)];
  return (member, manifest) =>
    (member === "" ? overridesDifference(overrides, recorded) : undefined) ??
    pnpmDifference(importers, member === "" ? "." : member, manifest, names);
}

/** The overrides of the workspace, and those of `package.json`, which pnpm reads up to version 10. */
function pnpmOverrides(source: SourceFolder): Readonly<Record<string, string>> {
  const manifest = parseObject(source.read("package.json"));
  const settings = parseYaml(source.read("pnpm-workspace.yaml") ?? "");
  const major = Number.parseInt(readPackage(source)?.packageManager?.version ?? "10", 10);
  return {
    ...stringMap(own(manifest, "resolutions")),
    ...(major < 11 && stringMap(own(asObject(own(manifest, "pnpm")), "overrides"))),
    ...stringMap(own(settings, "overrides")),
  };
}

/** Resolutions replace ranges in the lock file, so that of a project with some is not compared. */
function yarnComparison({ source, build }: SourceCheck, text: string, manifests: Manifests): Comparison | undefined {
  const manifest = parseObject(source.read("package.json"));
  if (own(manifest, "resolutions") !== undefined) return undefined;
  if (build.lockfile.manager === "yarn") return (member, one) => yarnDifference(text, member, one);
  const names = new Set(manifests.flatMap(([, { name }]) => name ?? []));
  return (_member, one) => classicDifference(text, one, names);
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
