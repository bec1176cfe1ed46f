// Runs test files that the parent process names, one after the other, and answers with what came of each.
import { root } from "../support/sources.ts";

/** What came of a test file. */
export interface FileResult {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly passed: number;
  readonly total: number;
  readonly milliseconds: number;
  /** Milliseconds of CPU, without those of child processes: less than the time that passed where others are busy. */
  readonly cpu: number;
  /** Everything that the file printed. */
  readonly output: string;
}

/** A suite as uvu queues it: its errors or true, and how many tests ran, were skipped and exist. */
type Suite = () => Promise<readonly [string | true, number, number, number]>;

const uvu = globalThis as { UVU_DEFER?: number; UVU_INDEX?: number; UVU_QUEUE?: Suite[][] };

async function run(file: string): Promise<FileResult> {
  const started = performance.now();
  const before = process.cpuUsage();
  const suites: Suite[] = [];
  uvu.UVU_QUEUE = [suites];
  let passed = 0;
  let total = 0;
  try {
    await import(`${root}${file}`);
    for (const suite of suites) {
      const [errors, ran, , all] = await suite();
      passed += ran;
      total += all;
      if (errors !== true) process.stdout.write(`\n${errors}\n`);
    }
  } catch (error) {
    total += 1;
    process.stdout.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
  }
  const { user, system } = process.cpuUsage(before);
  return { file, passed, total, milliseconds: performance.now() - started, cpu: (user + system) / 1000, output: "" };
}

uvu.UVU_DEFER = 1;
uvu.UVU_INDEX = 0;
process.on("message", async (file: string) => process.send?.(await run(file)));
