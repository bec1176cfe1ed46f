// Reads compiled templates, and simulates deployments with the generated script: npx tsx tests/conformance/bicep-simulation.ts
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import fastGlob from "fast-glob";
import { compile } from "../../compiler/compile.ts";
import { root, sourceOf } from "../support/sources.ts";
import { cases, type Platforms } from "./bicep/arm/cases.ts";
import { compileProgram } from "./bicep/arm/program.ts";
import { shop } from "./bicep/arm/shop.ts";
import type { Deployable } from "./bicep/arm/simulation.ts";
import { templateFindings } from "./bicep/arm/templates.ts";
import { findCompiler } from "./bicep/compiler.ts";
import { composeAll } from "./bicep/matrix.ts";

const generated = ["generated", "examples/*", "tests/golden/*/expected"].map(
  (folder) => `${folder}/**/main.*.bicepparam`,
);

/** `templates` or `cases`: only these checks run. `matrix` checks the templates of the matrix instead, every nth of them. */
const [part, step = "1"] = process.argv.slice(2);

/** Writes the files of a platform. */
async function writePlatform(spec: string, folder: string): Promise<void> {
  const { files, diagnostics } = await compile(sourceOf(spec), { only: ["bicep"], verify: false });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  for (const { path, text } of files) {
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  }
}

/** Compiles an environment of a platform. */
async function deployableOf(spec: string, environment: string, folder: string, command: string): Promise<Deployable> {
  await writePlatform(spec, folder);
  const program = compileProgram(`${folder}/bicep/main.${environment}.bicepparam`, command);
  return { environment, script: `${folder}/bicep/deploy.sh`, program };
}

async function platformsIn(folder: string, command: string): Promise<Platforms> {
  const base = shop("base");
  return {
    prod: await deployableOf(base, "prod", `${folder}/base`, command),
    staging: await deployableOf(base, "staging", `${folder}/base`, command),
    dev: await deployableOf(base, "dev", `${folder}/base`, command),
    added: await deployableOf(shop("added"), "prod", `${folder}/added`, command),
    removed: await deployableOf(shop("removed"), "prod", `${folder}/removed`, command),
  };
}

async function main(): Promise<number> {
  const files = part === undefined || part === "templates" ? fastGlob.sync(generated, { cwd: root }).sort() : [];
  const chosen = part === undefined || part === "cases" ? cases : [];
  const composed = part === "matrix" ? composeAll().filter((_, index) => index % Number(step) === 0) : [];
  const count = files.length + chosen.length + composed.length;
  const compiler = findCompiler();
  if ("missing" in compiler) {
    process.stdout.write(`SKIPPED bicep-simulation: ${count} checks: ${compiler.missing}\n`);
    return 0;
  }
  const folder = mkdtempSync(`${tmpdir()}/varai-gen-simulation-`);
  let failures = 0;
  const show = (name: string, result: string, isGood: boolean): void => {
    failures += isGood ? 0 : 1;
    process.stdout.write(`| ${name} | ${isGood ? result : `FAILED: ${result}`} |\n`);
  };
  try {
    for (const file of files) {
      const findings = templateFindings(`${root}${file}`, compiler.command);
      show(file, findings.length === 0 ? "no findings" : findings.join("\n"), findings.length === 0);
    }
    const platforms = chosen.length === 0 ? undefined : await platformsIn(folder, compiler.command);
    for (const { name, run } of chosen) {
      if (!platforms) continue;
      await run(platforms).then(
        (result) => show(name, result, true),
        (error: unknown) => show(name, error instanceof Error ? error.message : String(error), false),
      );
    }
    for (const { name, text } of composed) {
      await writePlatform(text, `${folder}/${name}`);
      const findings = templateFindings(`${folder}/${name}/bicep/main.prod.bicepparam`, compiler.command);
      show(name, findings.length === 0 ? "no findings" : findings.join("\n"), findings.length === 0);
    }
    process.stdout.write(`${count - failures} passed, ${failures} failed\n`);
    return failures === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
