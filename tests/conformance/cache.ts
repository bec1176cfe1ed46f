import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Checker, Job, Tree } from "./checker.ts";

/** Verdicts that hold as long as nothing that they depend on changes. */
export interface Cache {
  /** What was found, in a job that passed; undefined when the job has to be done. */
  read(key: string): readonly string[] | undefined;
  /** Keeps what was found, which is not always nothing: exceptions are made later. */
  write(key: string, findings: readonly string[]): void;
}

/** The cache of this machine, or one that forgets everything. */
export function openCache(isEnabled: boolean): Cache {
  if (!isEnabled) return { read: () => undefined, write: () => undefined };
  const base = process.env.XDG_CACHE_HOME || `${homedir()}/.cache`;
  const folder = `${base}/varai-gen/conformance`;
  mkdirSync(folder, { recursive: true });
  return {
    read: (key) => {
      const file = `${folder}/${key}`;
      return existsSync(file) ? readFileSync(file, "utf8").split("\0").slice(1) : undefined;
    },
    write: (key, findings) => writeFileSync(`${folder}/${key}`, findings.map((finding) => `\0${finding}`).join("")),
  };
}

/** A hash of everything that a verdict depends on: the checker's code, its tool's version, the files. */
export function keyOf(checker: Checker, version: string, job: Job, tree: Tree): string {
  const hash = createHash("sha256");
  const add = (part: string | Uint8Array): void => {
    hash.update(`${part.length}\n`).update(part);
  };
  for (const part of [checker.name, codeHashOf(checker.name), version, job.subject]) add(part);
  for (const file of job.files) {
    const path = `${tree.folder}/${file}`;
    add(file);
    add(statSync(path).mode.toString(8));
    add(readFileSync(path));
  }
  return hash.digest("hex");
}

const codeHashes = new Map<string, string>();

/** A hash of a checker's file, and of every file of this folder that it names, directly or not. */
function codeHashOf(name: string): string {
  const known = codeHashes.get(name);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path) || !existsSync(path)) return;
    seen.add(path);
    for (const [, named = ""] of readFileSync(path, "utf8").matchAll(/"(\.\.?\/[^"]+\.(?:ts|sh))"/g)) {
      visit(resolve(dirname(path), named));
    }
  };
  visit(fileURLToPath(new URL(`./checkers/${name}.ts`, import.meta.url)));
  if (seen.size === 0) throw new Error(`the checker ${name} has to be in the file checkers/${name}.ts`);
  const hash = createHash("sha256");
  for (const path of [...seen].sort()) hash.update(readFileSync(path));
  const value = hash.digest("hex");
  codeHashes.set(name, value);
  return value;
}
