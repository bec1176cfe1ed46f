// Compiles composed specifications, and asks Bicep's compiler about all of them at once: npx tsx tests/conformance/bicep-matrix.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { compile } from "../../compiler/compile.ts";
import { sourceOf } from "../support/sources.ts";
import { findCompiler, matrixFindings } from "./bicep/compiler.ts";
import { composeAll } from "./bicep/matrix.ts";
import { openWorkshop } from "./workshop.ts";

/** The fewest specifications that are worth being called a matrix. */
const fewest = 200;

async function main(): Promise<number> {
  const specs = composeAll();
  const compiler = findCompiler();
  if ("missing" in compiler) {
    process.stdout.write(`SKIPPED bicep-matrix: ${specs.length} checks were not made: ${compiler.missing}\n`);
    return 0;
  }
  const versions = new Map<string, string>();
  const path = process.env.PATH ?? "";
  const prefixOf = (command: string): string => {
    throw new Error(`${command} is not needed`);
  };
  const workshop = openWorkshop({ path, versions, prefixOf });
  try {
    const folder = workshop.folder();
    const problems = new Map<string, string[]>();
    const add = (name: string, problem: string): void =>
      void problems.set(name, [...(problems.get(name) ?? []), problem]);
    for (const { name, text } of specs) {
      const { files, diagnostics } = await compile(sourceOf(text), { only: ["bicep"], verify: false });
      for (const { severity, code, message } of diagnostics) if (severity === "error") add(name, `${code} ${message}`);
      for (const file of files.filter((one) => one.path.startsWith("bicep/"))) {
        const target = `${folder}/${name}/${file.path.slice("bicep/".length)}`;
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, file.text);
      }
    }
    for (const line of await matrixFindings(folder, compiler.command, workshop)) add(line.split("/")[0] ?? "", line);
    for (const [name, lines] of problems)
      process.stdout.write(`${name}: ${[...new Set(lines)].slice(0, 5).join("\n  ")}\n`);
    const isLarge = specs.length >= fewest;
    if (!isLarge) process.stdout.write(`there are ${specs.length} specifications, fewer than ${fewest}\n`);
    process.stdout.write(`${specs.length - problems.size} passed, ${problems.size + (isLarge ? 0 : 1)} failed\n`);
    return problems.size === 0 && isLarge ? 0 : 1;
  } finally {
    await workshop.close();
  }
}

process.exitCode = await main();
