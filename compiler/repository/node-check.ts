import { nearest } from "../diagnostics/suggest.ts";
import type { NodeFacts } from "../model/repository-facts.ts";
import { scriptOf } from "./commands.ts";
import { checkNodeLockfile } from "./node-check-lockfile.ts";
import { checkNodePackages } from "./node-check-packages.ts";
import { checkNodeStart } from "./node-check-start.ts";
import { type NodePackage, readPackage } from "./node-package.ts";
import type { SourceCheck } from "./source-check.ts";
import { admits, isBelow } from "./versions.ts";

/** Compares a Node service with its package. */
export function checkNode(check: SourceCheck, facts: NodeFacts): void {
  const { source } = check;
  if (
    !check.needFile(
      "package.json",
      "source",
      "to install packages",
      `Correct '${check.workload}.source', or create the file.`,
    )
  )
    return;
  const manifest = readPackage(source);
  if (!manifest) return;
  checkScripts(check, facts, manifest);
  checkNodeStart(check);
  checkRuntime(check, manifest);
  checkNodeLockfile(check, facts, manifest);
  checkNodePackages(check, manifest);
}

/** The script that `npm init` writes. */
const stub = /no test specified/;

/** Scripts that commands of the specification, and of the repository, run. */
function checkScripts(check: SourceCheck, facts: NodeFacts, manifest: NodePackage): void {
  const { build } = check;
  checkCommand(check, facts, manifest, "start", build.start);
  checkCommand(check, facts, manifest, "build.command", build.build?.command ?? []);
  for (const key of ["develop", "test"] as const) {
    const command = build[key] ?? [];
    if (check.isSet(key)) checkCommand(check, facts, manifest, `${key}.command`, command);
    else checkDefaultCommand(check, facts, manifest, key, command);
  }
}

function checkCommand(
  check: SourceCheck,
  facts: NodeFacts,
  manifest: NodePackage,
  key: string,
  command: readonly string[],
): void {
  const call = scriptOf(command);
  const owner = call && packageOf(check, facts, manifest, call.member);
  if (!call || !owner || Object.hasOwn(owner.scripts, call.script)) return;
  // npm runs server.js where there is no script.
  if (call.script === "start" && command[0] === "npm" && check.source.hasFile("server.js")) return;
  const known = Object.keys(owner.scripts).sort();
  const suggestion = nearest(call.script, known);
  const holes = { command: command.join(" "), script: call.script, file: owner.file, suggestion, known };
  check.report("repository/unknown-script", key, holes, call.script);
}

function checkDefaultCommand(
  check: SourceCheck,
  facts: NodeFacts,
  manifest: NodePackage,
  key: "develop" | "test",
  command: readonly string[],
): void {
  const call = scriptOf(command);
  const owner = call && packageOf(check, facts, manifest, call.member);
  if (!call || !owner) return;
  const { script } = call;
  const text = owner.scripts[script];
  if (text !== undefined && !stub.test(text)) return;
  const holes = { key, workload: check.workload, command: command.join(" "), script, file: owner.file };
  check.report("repository/no-script", key, holes);
}

/** The package whose script is called: that of the source, or of a member by its name or folder. */
function packageOf(
  { source }: SourceCheck,
  { members }: NodeFacts,
  root: NodePackage,
  member: string | undefined,
): NodePackage | undefined {
  if (member === undefined) return root;
  const folder = member.replace(/^\.\//, "").replace(/\/$/, "");
  return members.includes(folder) ? readPackage(source, folder) : undefined;
}

/** The first release of pnpm and npm that needs a version of Node, the newest first (https://pnpm.io/installation#compatibility). */
const managerNeeds: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  pnpm: [
    [12, ""],
    [11, "22.13"],
    [9, "18.12"],
  ],
  npm: [
    [12, "22.22.2"],
    [11, "20.17"],
    [10, "18.17"],
  ],
};

function checkRuntime(check: SourceCheck, { node, file, packageManager }: NodePackage): void {
  const { runtime } = check.build;
  if (node !== undefined && !admits(node, runtime.version, "npm")) {
    const isStrict = /^\s*engine-strict\s*=\s*true/m.test(check.source.read(".npmrc") ?? "");
    if (isStrict) {
      const holes = {
        runtime: check.runtime,
        file,
        requirement: `Node ${node}`,
        remedy: `Change '${check.workload}.runtime', or 'engines.node'.`,
      };
      check.report("repository/runtime-conflict", "runtime", holes);
    } else check.report("repository/engine-mismatch", "runtime", { runtime: check.runtime, file, range: node });
  }
  // Images contain npm; another manager is installed in the version that the manifest names.
  if (!packageManager || packageManager.name !== check.build.lockfile.manager || packageManager.name === "npm") return;
  const major = Number.parseInt(packageManager.version, 10);
  const needs = managerNeeds[packageManager.name]?.find(([first]) => major >= first)?.[1] ?? "";
  if (needs === "" || !isBelow(runtime.version, needs)) return;
  const manager = `${packageManager.name} ${packageManager.version}`;
  check.report("repository/manager-needs-node", "runtime", { manager, needs, runtime: check.runtime, file });
}
