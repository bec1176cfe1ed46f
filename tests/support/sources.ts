import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastGlob from "fast-glob";
import type { SpecSource } from "../../compiler/source/host.ts";

/** The root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A specification in the repository; its path is relative to the root. */
export function sourceAt(path: string): SpecSource {
  return {
    path,
    read: (wanted) => readIfThere(`${root}${wanted}`),
    list: (folder) => fastGlob.sync("**/*", { cwd: `${root}${folder}`, dot: true }).sort(),
  };
}

/** A specification that exists in memory alone, with further files beside it. */
export function sourceOf(text: string, files: Readonly<Record<string, string>> = {}): SpecSource {
  const all: Readonly<Record<string, string>> = { "platform.yaml": text, ...files };
  return {
    path: "platform.yaml",
    read: (path) => (Object.hasOwn(all, path) ? new TextEncoder().encode(all[path]) : undefined),
    list: (folder) =>
      Object.keys(all)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
  };
}

/** The specifications of the five platforms. */
export const platformSpecs: readonly string[] = [
  "spec/platform.yaml",
  ...fastGlob.sync("examples/*/platform.yaml", { cwd: root }).sort(),
];

function readIfThere(path: string): Uint8Array | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
}
