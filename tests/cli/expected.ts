// What the command says, kept in tests/cli/expected. To write it: npm run test:update. Read the diff before you commit it.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { version } from "../../compiler/built/version.js";
import { isUpdating } from "../support/golden.ts";
import { root } from "../support/sources.ts";
import { assertText } from "../support/text.ts";
import type { Run } from "./workspace.ts";

const folder = `${root}tests/cli/expected/`;
const used = new Set<string>();

/** Fails when a text is not the one that is expected under this name. The version of varai-gen does not count. */
export function assertExpected(name: string, text: string): void {
  used.add(name);
  const actual = text.replaceAll(`"version": "${version}"`, '"version": "<version>"');
  const expected = existsSync(folder + name) ? readFileSync(folder + name, "utf8") : "";
  if (isUpdating) {
    if (actual !== expected) writeFileSync(folder + name, actual);
    return;
  }
  assertText(name, actual, expected, "If this is what should be said: npm run test:update, and read the diff.");
}

/** Fails when something is expected of a test file that it has not asked for, or of none that exists. */
export function assertNothingElseExpected(subject: string): void {
  const subjects = readdirSync(`${root}tests/cli`).flatMap((name) => /^(.+)\.test\.ts$/.exec(name)?.[1] ?? []);
  const isOf = (name: string, other: string): boolean => name.startsWith(`${other}-`);
  const left = readdirSync(folder).filter((name) =>
    subjects.some((other) => isOf(name, other)) ? isOf(name, subject) && !used.has(name) : true,
  );
  if (isUpdating) for (const name of left) rmSync(folder + name);
  else if (left.length > 0) throw new Error(`nothing comes to ${left.join(", ")}: npm run test:update`);
}

/** A run as a text: what was typed, what came to each stream, and the exit code. */
export function transcript(args: readonly string[], { code, out, err }: Run): string {
  const streams = [
    ["stdout", out],
    ["stderr", err],
  ] as const;
  const said = streams.map(([name, text]) => (text === "" ? "" : `--- ${name}\n${text}`)).join("");
  return `$ ${["varai-gen", ...args].join(" ")}\n${said}--- exit code ${code}\n`;
}
