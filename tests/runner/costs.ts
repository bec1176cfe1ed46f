import { readFileSync, writeFileSync } from "node:fs";
import { root } from "../support/sources.ts";
import type { FileResult } from "./worker.ts";

const path = `${root}tests/runner/costs.json`;

/** How long each test file took when costs were last recorded, in tenths of a second. Unknown files are not there. */
export function readCosts(): Readonly<Record<string, number>> {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Records how long the files took, of those that take a noticeable time. */
export function writeCosts(results: readonly FileResult[]): void {
  const entries = results.map(({ file, milliseconds }) => [file, Math.round(milliseconds / 100)] as const);
  const sorted = entries.filter(([, cost]) => cost >= 5).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}
