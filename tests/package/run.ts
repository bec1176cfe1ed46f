// The package in scratch repositories, with the tools of its users: npm run package -- [part of a name ...]
//
// The tarball that `npm pack` makes is published on a registry on the loopback interface. Every check installs it from there.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { root } from "../support/sources.ts";
import { Bench } from "./bench.ts";
import type { Check } from "./check.ts";
import { hooks } from "./hooks.ts";
import { imports } from "./imports.ts";
import { installs } from "./installs.ts";
import { startRegistry } from "./registry.ts";
import { repositories } from "./repositories.ts";

/** The slowest come first. */
const checks: readonly Check[] = [...hooks, ...installs, ...repositories, ...imports];

/** Checks that run at the same time: more do not help on the two cores of a CI runner. */
const lanes = 2;

async function main(parts: readonly string[]): Promise<number> {
  const started = performance.now();
  const chosen = checks.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
  const folder = mkdtempSync(`${tmpdir()}/varai-gen-packed-`);
  const tarball = pack(folder);
  const upstream = execFileSync("npm", ["config", "get", "registry"], { cwd: root, encoding: "utf8" }).trim();
  const registry = await startRegistry(tarball, readFileSync(`${root}package.json`, "utf8"), upstream);
  const bench = new Bench(tools(), registry.url, tarball);
  try {
    const waiting = [...chosen];
    let failed = 0;
    const lane = async (): Promise<void> => {
      for (let check = waiting.shift(); check; check = waiting.shift()) if (!(await passes(check, bench))) failed++;
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stdout.write(
      `\n${chosen.length} checks in ${seconds} s\n${chosen.length - failed} passed, ${failed} failed\n`,
    );
    return failed === 0 && chosen.length > 0 ? 0 : 1;
  } finally {
    registry.close();
    bench.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function passes({ name, run }: Check, bench: Bench): Promise<boolean> {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    await run(bench);
    process.stdout.write(`ok      ${name} (${seconds()})\n`);
    return true;
  } catch (error) {
    process.stdout.write(`FAILED  ${name} (${seconds()})\n${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** The tarball of the package. The build, which `prepare` would run, has run before. */
function pack(folder: string): string {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const json = execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const [packed] = JSON.parse(json) as readonly [{ readonly filename: string }];
  return `${folder}/${packed.filename}`;
}

/** The folder of the tools, installed once. */
function tools(): string {
  const installer = `${root}tests/conformance/tools/install.sh`;
  const path = execFileSync("bash", [installer, "package"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return dirname(path.trim());
}

process.exitCode = await main(process.argv.slice(2));
