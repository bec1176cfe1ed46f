// Runs the test files on every core: npm test -- [part of a path ...]
//
// Each core has a worker, a process that runs one file after the other, so that what tests import is loaded once. The
// slowest files start first (costs.json, which `npm test -- --record` writes). A file that fails is printed whole; of the
// others, only how many tests they have.
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import fastGlob from "fast-glob";
import { root } from "../support/sources.ts";
import { readCosts, writeCosts } from "./costs.ts";
import type { FileResult } from "./worker.ts";

/** Suites that other programs run. */
const apart = ["tests/conformance/**", "tests/e2e/**"];

/** Suites that run when a part of their path is given: `npm run thorough` and `npm run keys`. */
const onRequest = ["thorough/", "keys/"];

async function main(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const parts = args.filter((arg) => !arg.startsWith("--"));
  const costs = readCosts();
  const files = fastGlob
    .sync("tests/**/*.test.ts", { cwd: root, ignore: apart })
    .filter((file) => isWanted(file, parts))
    .sort(
      (a, b) => (costs[b] ?? Number.POSITIVE_INFINITY) - (costs[a] ?? Number.POSITIVE_INFINITY) || (a < b ? -1 : 1),
    );
  if (files.length === 0) throw new Error(`no test file has ${parts.join(" or ")} in its path`);
  const results = await runAll(files);
  if (args.includes("--record")) writeCosts(results);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const total = results.reduce((sum, result) => sum + result.total, 0);
  const bad = results.filter(isBad);
  for (const { file } of bad) process.stdout.write(`failed: ${file}\n`);
  const failed = Math.max(total - passed, bad.length);
  process.stdout.write(
    `\n${files.length} files in ${seconds(performance.now() - started)} s\n${passed} passed, ${failed} failed\n`,
  );
  return failed === 0 ? 0 : 1;
}

function isWanted(file: string, parts: readonly string[]): boolean {
  const suite = onRequest.find((folder) => file.startsWith(`tests/${folder}`));
  if (suite === undefined && parts.length === 0) return true;
  return parts.some((part) => file.includes(part) && (suite === undefined || part.includes(suite)));
}

/** The results of all files, in the order in which they ended. */
function runAll(files: readonly string[]): Promise<readonly FileResult[]> {
  const waiting = [...files];
  const results: FileResult[] = [];
  const report = (result: FileResult): void => {
    results.push(result);
    const line = `${String(result.passed).padStart(5)} of ${result.total}  ${result.file} (${seconds(result.milliseconds)} s, ${seconds(result.cpu)} s of CPU)\n`;
    process.stdout.write(isBad(result) ? `${line}${result.output}\n` : line);
  };
  const worker = (): Promise<void> =>
    new Promise((done) => {
      const child = fork(new URL("./worker.ts", import.meta.url), [], { cwd: root, silent: true });
      let output = "";
      let current: string | undefined;
      const next = (): void => {
        current = waiting.shift();
        output = "";
        if (current === undefined) child.disconnect();
        else child.send(current);
      };
      const keep = (chunk: Buffer): void => {
        output += chunk.toString();
      };
      child.stdout?.on("data", keep);
      child.stderr?.on("data", keep);
      child.on("message", (result) => {
        // What the file has printed may still be on its way.
        setImmediate(() => {
          report({ ...(result as FileResult), output });
          next();
        });
      });
      child.on("exit", (code) => {
        if (current === undefined) return done();
        const problem = `${output}\nThe worker ended with ${code} in the middle of the file.\n`;
        report({ file: current, passed: 0, total: 0, milliseconds: 0, cpu: 0, output: problem });
        current = undefined;
        worker().then(done);
      });
      next();
    });
  return Promise.all(Array.from({ length: Math.min(availableParallelism(), files.length) }, worker)).then(
    () => results,
  );
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

/** A file without tests has forgotten to run them. */
function isBad({ passed, total }: FileResult): boolean {
  return passed < total || total === 0;
}

process.exitCode = await main(process.argv.slice(2));
