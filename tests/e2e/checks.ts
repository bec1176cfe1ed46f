import { setTimeout as sleep } from "node:timers/promises";

/** What was found so far. */
export class Checks {
  #passed = 0;
  #failed = 0;
  readonly #parts: string[] = [];

  /** Runs a part and notes how long it took. */
  async part(name: string, run: () => Promise<void>): Promise<void> {
    const started = performance.now();
    await run();
    this.#parts.push(`${name} ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }

  /** Prints a heading. */
  section(title: string): void {
    process.stdout.write(`\n${title}\n`);
  }

  /** Runs one check, which fails by throwing, and says how it went. */
  async check(name: string, run: () => void | Promise<void>): Promise<boolean> {
    const started = performance.now();
    try {
      await run();
      this.#passed += 1;
      const seconds = (performance.now() - started) / 1000;
      process.stdout.write(`  ok      ${name}${seconds > 1 ? ` (${seconds.toFixed(1)} s)` : ""}\n`);
      return true;
    } catch (error) {
      this.#failed += 1;
      const message = error instanceof Error ? error.message : String(error);
      process.stdout.write(`  FAILED  ${name}\n${message.replace(/^/gm, "          ")}\n`);
      return false;
    }
  }

  /** Prints the counts, and tells whether all is well. */
  finish(): boolean {
    process.stdout.write(`\nTook: ${this.#parts.join(", ")}\n`);
    process.stdout.write(`\n${this.#passed} passed, ${this.#failed} failed\n`);
    return this.#failed === 0 && this.#passed > 0;
  }
}

/** Asks until the answer is the wanted one, for some seconds; gives the last answer. */
export async function eventually<T>(wanted: T, seconds: number, ask: () => T | Promise<T>): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer === wanted || performance.now() > end) return answer;
    await sleep(250);
  }
}
