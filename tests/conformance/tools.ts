import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Checker, Tool } from "./checker.ts";
import { execute } from "./execute.ts";

/** The tools, installed, of the versions that are asked for. */
export interface Toolbox {
  /** For the environment variable of that name. */
  readonly path: string;
  /** By command. */
  readonly versions: ReadonlyMap<string, string>;
  /** The folder that a command's group is installed in. */
  prefixOf(command: string): string;
}

const installer = fileURLToPath(new URL("./tools/install.sh", import.meta.url));

/** Installs what the checkers ask for, unless it is there. Throws when something is missing, or too old. */
export async function prepareTools(checkers: readonly Checker[]): Promise<Toolbox> {
  const tools = checkers.flatMap((checker) => checker.tool ?? []);
  const helpers = checkers.flatMap((checker) => checker.with ?? []);
  const groups = [...new Set([...tools.map((tool) => tool.group), ...helpers])].sort();
  const installed = groups.length > 0 ? `${install(groups)}${delimiter}` : "";
  const path = `${installed}${process.env.PATH ?? ""}`;
  const needs = new Map(checkers.flatMap((checker) => Object.entries(checker.needs ?? {})));
  const isMissing = ([command]: readonly [string, string]): boolean => locate(command, path) === undefined;
  installPackages([...needs].filter(isMissing).map(([, name]) => name));
  const problems = [...needs].filter(isMissing).map(([command]) => `${command} is not on this machine`);
  const versions = new Map<string, string>();
  for (const tool of tools) {
    if (versions.has(tool.command)) continue;
    const version = await versionOf(tool, path);
    versions.set(tool.command, version);
    if (compareVersions(version, tool.minimum) < 0) {
      problems.push(`${tool.command} is ${version}, and ${tool.minimum} is the least that will do`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const prefixOf = (command: string): string => {
    const found = locate(command, path);
    if (found === undefined) throw new Error(`${command} is not installed`);
    return dirname(dirname(found));
  };
  return { path, versions, prefixOf };
}

function install(groups: readonly string[]): string {
  return execFileSync("bash", [installer, ...groups], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trim();
}

/** Installs packages of the machine's distribution, where that can be done. */
function installPackages(names: readonly string[]): void {
  if (names.length === 0 || process.getuid?.() !== 0) return;
  const run = (args: readonly string[]): number | null =>
    spawnSync("apt-get", ["-q", ...args], { stdio: ["ignore", "ignore", "inherit"] }).status;
  if (run(["update"]) === 0) run(["install", "-y", "--no-install-recommends", ...new Set(names)]);
}

/** The file that a command runs. */
function locate(command: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => `${folder}/${command}`)
    .find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf({ command, version }: Tool, path: string): Promise<string> {
  if (typeof version === "string") return version;
  const { out, err } = await execute(command, version, { cwd: "/", env: { PATH: path, HOME: "/nonexistent" } });
  const found = /\d+\.\d+(?:\.\d+)?/.exec(out + err)?.[0];
  if (found === undefined) throw new Error(`${command} ${version.join(" ")} says no version: ${out}${err}`);
  return found;
}

function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}
