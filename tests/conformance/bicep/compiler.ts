import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { bicepCompiler } from "../../../compiler/targets/ci/bicep-compiler.ts";
import type { Tree } from "../checker.ts";
import { type ExecuteOptions, linesOf, type Outcome } from "../execute.ts";
import { textOf } from "../trees.ts";
import type { Workshop } from "../workshop.ts";

/** The release that the output is held to. */
export const { version: compilerVersion, checksum } = bicepCompiler;
const release = `https://github.com/Azure/bicep/releases/download/v${compilerVersion}/bicep-linux-x64`;

/** Bicep's compiler, or why there is none. */
export type Compiler = { readonly command: string } | { readonly missing: string };

let found: Compiler | undefined;

/** The compiler that VARAI_BICEP names, or the pinned release, from the cache or from its project. */
export function findCompiler(): Compiler {
  found ??= locateCompiler();
  return found;
}

function locateCompiler(): Compiler {
  const named = process.env.VARAI_BICEP;
  if (named)
    return existsSync(named) ? { command: named } : { missing: `VARAI_BICEP names ${named}, which does not exist` };
  const cache = `${process.env.XDG_CACHE_HOME || `${homedir()}/.cache`}/varai-gen`;
  const path = `${cache}/bicep-${compilerVersion}`;
  if (existsSync(path)) return { command: path };
  try {
    mkdirSync(cache, { recursive: true });
    const partial = `${path}.${process.pid}`;
    execFileSync("curl", ["-fsSL", "--max-time", "300", "-o", partial, release], { stdio: "ignore" });
    const hash = createHash("sha256").update(readFileSync(partial)).digest("hex");
    if (hash !== checksum) return { missing: `the download has the checksum ${hash}, not ${checksum}` };
    chmodSync(partial, 0o755);
    renameSync(partial, path);
    return { command: path };
  } catch {
    return { missing: `bicep ${compilerVersion} cannot be downloaded; set VARAI_BICEP to its executable` };
  }
}

/** A folder with files of Bicep, and how the compiler is asked about all of them at once. */
export interface CompilerRun {
  readonly folder: string;
  run(args: readonly string[]): Promise<Outcome>;
}

/** Asks the compiler about a copy of a folder. */
export function openRun(source: string, command: string, workshop: Workshop): CompilerRun {
  const folder = workshop.folder();
  cpSync(source, folder, { recursive: true });
  const options: Pick<ExecuteOptions, "cwd" | "env" | "timeout"> = {
    cwd: folder,
    // Without a library for languages the runtime asks for this.
    env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
    timeout: 900_000,
  };
  return { folder, run: (args) => workshop.run(command, args, options) };
}

const templates = "./**/*.bicep";
const parameters = "./**/*.bicepparam";

/**
 * What the compiler, its linter and its formatter say about every template and parameter file of a folder, each in one
 * process. A warning is a finding, and so is an environment variable that a parameter file insists on.
 */
export async function compilerFindings(files: readonly string[], run: CompilerRun): Promise<readonly string[]> {
  const hasParameters = files.some((file) => file.endsWith(".bicepparam"));
  const standard = `${run.folder}/../${run.folder.split("/").at(-1)}.json`;
  writeFileSync(standard, "{}");
  const outcomes = [
    await run.run(["lint", "--pattern", templates]),
    await run.run(["lint", "--config", standard, "--pattern", templates]),
    ...(hasParameters ? [await run.run(["build-params", "--pattern", parameters])] : []),
  ];
  return outcomes
    .flatMap((outcome) => linesAbout(run.folder, outcome))
    .filter((line, at, all) => all.indexOf(line) === at);
}

/** What the compiler says in lines, with paths below the folder; how it ended, if it says nothing and ends badly. */
function linesAbout(folder: string, { code, out, err }: Outcome): readonly string[] {
  const lines = linesOf(`${out}\n${err}`).filter((line) => / : (Error|Warning|Info) /.test(line));
  if (lines.length === 0 && code !== 0) return [`main.bicep: 1 the compiler ends with ${code}: ${err || out}`];
  return lines.map((line) => line.replaceAll(`${folder}/`, "").replace(/^([^(]+)\((\d+),\d+\) : /, "$1: $2 "));
}

/** What the compiler says about many folders at once: the templates, the modules of workloads, the parameter files. */
export async function matrixFindings(folder: string, command: string, workshop: Workshop): Promise<readonly string[]> {
  const options = { cwd: folder, env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" }, timeout: 1_800_000 };
  const findings: string[] = [];
  for (const args of [
    ["lint", "--pattern", "./*/main.bicep"],
    ["lint", "--pattern", "./*/modules/{app,job,secrets}*.bicep"],
    ["build-params", "--pattern", "./*/*.bicepparam"],
  ]) {
    findings.push(...linesAbout(folder, await workshop.run(command, args, options)));
  }
  return [...new Set(findings)];
}

/** The files that the formatter would change. */
export async function formatFindings(
  files: readonly string[],
  tree: Tree,
  run: CompilerRun,
): Promise<readonly string[]> {
  for (const pattern of [templates, parameters]) {
    if (files.some((file) => file.endsWith(pattern.slice(pattern.lastIndexOf("."))))) {
      await run.run(["format", "--pattern", pattern]);
    }
  }
  return files
    .filter((file) => readFileSync(`${run.folder}/${file}`, "utf8") !== textOf(tree, file))
    .map((file) => `${file}: 1 the formatter changes it`);
}
