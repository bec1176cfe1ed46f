import { cpSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Tree } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { textOf } from "../trees.ts";
import type { Workshop } from "../workshop.ts";

let isMissing: boolean | undefined;

/** Whether Bicep's own compiler is on this machine. It can be had with the Azure CLI alone, so that it need not be. */
async function hasCompiler(workshop: Workshop): Promise<boolean> {
  if (isMissing === undefined) {
    isMissing = await workshop.run("bicep", ["--version"], { cwd: "/" }).then(
      ({ code }) => code !== 0,
      () => true,
    );
    if (isMissing) process.stdout.write("bicep is not on PATH: its compiler, linter and formatter are not asked\n");
  }
  return !isMissing;
}

/** What Bicep's own compiler, linter and formatter say of a template, where they can be asked. A warning is a finding. */
export async function compilerFindings(
  files: readonly string[],
  tree: Tree,
  workshop: Workshop,
): Promise<readonly string[]> {
  if (!(await hasCompiler(workshop))) return [];
  const folder = workshop.folder();
  cpSync(tree.folder, folder, { recursive: true });
  const findings: string[] = [];
  for (const file of files) {
    const isTemplate = file.endsWith(".bicep");
    const cwd = `${folder}/${dirname(file)}`;
    const run = (args: readonly string[]) => workshop.run("bicep", args, { cwd, env: variablesOf(file, tree) });
    const built = await run([isTemplate ? "build" : "build-params", basename(file), "--stdout"]);
    const linted = await run(["lint", basename(file)]);
    const said = [built.err, linted.err, linted.out, built.code === 0 ? "" : built.out].join("\n");
    findings.push(...linesOf(said).map((line) => `${file}: ${line}`));
    const formatted = await run(["format", basename(file), "--stdout"]);
    if (formatted.out.trimEnd() !== textOf(tree, file).trimEnd()) findings.push(`${file}: it is formatted differently`);
  }
  return findings;
}

/** Something for every environment variable that a file of parameters reads: a number will do for all of them. */
function variablesOf(file: string, tree: Tree): Readonly<Record<string, string>> {
  const names = [...textOf(tree, file).matchAll(/readEnvironmentVariable\('([^']+)'\)/g)];
  return Object.fromEntries(names.map(([, name = ""]) => [name, "1"]));
}
