// Follows the recipes of CONTRIBUTING.md in a copy of the repository: npm run recipes -- [part of a name ...]
//
// With every step the tests that concern the example pass. With any one of them left out they fail, and what they print
// names what is missing.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { root } from "../support/sources.ts";
import { Copy } from "./copy.ts";
import { diagnostic } from "./diagnostic.ts";
import { engine } from "./engine.ts";
import { key } from "./key.ts";
import type { Recipe, Step } from "./recipe.ts";
import { target } from "./target.ts";

const recipes: readonly Recipe[] = [key, target, engine, diagnostic];

/** What came of the checks of a recipe: a line for each, and what was printed where it is not as it should be. */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

async function main(parts: readonly string[]): Promise<number> {
  const started = performance.now();
  const chosen = recipes.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
  const outcomes = await Promise.all(chosen.map(follow));
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, one) => total + of(one), 0);
  const [passed, failed] = [sum((one) => one.passed), sum((one) => one.failed)];
  process.stdout.write(`\n${chosen.length} recipes in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function follow(recipe: Recipe): Promise<Outcome> {
  const folder = mkdtempSync(`${tmpdir()}/varai-gen-recipe-`);
  try {
    const parts = ["compiler", "schema", "spec", "templates", "tests", "examples"];
    const single = ["package.json", "tsconfig.json", "README.md", "CONTRIBUTING.md"];
    for (const part of [...parts, ...single]) cpSync(`${root}${part}`, `${folder}/${part}`, { recursive: true });
    symlinkSync(`${root}node_modules`, `${folder}/node_modules`);
    return await followIn(new Copy(folder), recipe);
  } catch (error) {
    process.stdout.write(`FAILED  ${recipe.name}\n${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function followIn(copy: Copy, recipe: Recipe): Promise<Outcome> {
  let [passed, failed] = [0, 0];
  const check = (what: string, problem: string | undefined): void => {
    if (problem === undefined) passed++;
    else failed++;
    process.stdout.write(`${problem === undefined ? "ok    " : "FAILED"}  ${recipe.name}: ${what}\n${problem ?? ""}`);
  };
  check("its steps stand in CONTRIBUTING.md", undocumented(recipe));
  for (const step of recipe.steps) {
    const built = "command" in step ? await run(copy, ["--eval", build], {}) : undefined;
    if (built && built.status !== 0) {
      check(`before '${step.does}'`, built.output);
      return { passed, failed };
    }
    await copy.apply(step, () => run(copy, "command" in step ? step.command : [], environment(recipe, step)));
  }
  const whole = await test(copy, recipe, recipe.tests);
  check("with every step", whole.status === 0 ? undefined : whole.output);
  for (const step of recipe.steps) {
    copy.leaveOut(step);
    const { status, output } = await test(copy, recipe, [step.test]);
    copy.putBack(step);
    const problem = status === 0 ? "Nothing failed.\n" : step.names.test(output) ? undefined : output;
    check(`without '${step.does}'${placeOf(step)}`, problem);
  }
  return { passed, failed };
}

/** Makes from data what the compiler imports, as `npm test` does before it tests. */
const build = `import("./compiler/dev/assets.ts").then(({ writeAssets }) => writeAssets())`;

async function test(copy: Copy, recipe: Recipe, tests: readonly string[]): Promise<Ended> {
  const built = await run(copy, ["--eval", build], {});
  if (built.status !== 0) return built;
  return run(copy, ["tests/runner/run.ts", ...tests], environment(recipe));
}

function environment({ cases }: Recipe, step?: Step): Readonly<Record<string, string>> {
  return { ONLY: cases.join(","), ...(step && "command" in step ? step.env : {}) };
}

function placeOf(step: Step): string {
  return "edits" in step ? ` in ${step.edits.map(({ file }) => file).join(" and ")}` : "";
}

/** The steps that the recipe's paragraph in CONTRIBUTING.md lacks. */
function undocumented({ name, steps }: Recipe): string | undefined {
  const text = readFileSync(`${root}CONTRIBUTING.md`, "utf8").replaceAll(/\n +/g, " ");
  const [, rest = ""] = text.split(`**${name}.**`);
  const recipe = rest.split("\n**")[0]?.split("\n## ")[0] ?? "";
  const missing = steps.filter(({ does }) => !recipe.includes(does)).map(({ does }) => does);
  return missing.length === 0 ? undefined : `CONTRIBUTING.md does not say: ${missing.join("; ")}\n`;
}

/** How a program ended, and what it printed. */
interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs TypeScript in a copy. */
function run({ folder }: Copy, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ["--import", "tsx", ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("close", (status) => done({ status, output }));
  });
}

process.exitCode = await main(process.argv.slice(2));
