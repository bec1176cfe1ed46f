import type { Bench } from "./bench.ts";

/** A check of the package. It throws if the package does not behave as it should. */
export interface Check {
  readonly name: string;
  run(bench: Bench): Promise<void>;
}
