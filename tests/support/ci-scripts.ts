import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compiledAt } from "./compiled.ts";

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

/** A step of a workflow. */
interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A step with a script, of a workflow that a specification compiles to. */
export async function stepOf(
  spec: string,
  workflow: string,
  job: string,
  name: string,
): Promise<Step & { readonly run: string }> {
  const text = await fileOf(spec, `.github/workflows/${workflow}.yml`);
  const step = (parse(text) as Workflow).jobs[job]?.steps.find((candidate) => candidate.name === name);
  assert.ok(step?.run, `${workflow} has no step '${name}'`);
  return { ...step, run: step.run };
}

/** The lines of a job of GitLab's, of a pipeline that a specification compiles to. */
export async function linesOf(
  spec: string,
  job: string,
  key: "before_script" | "script" | "after_script" = "script",
): Promise<readonly string[]> {
  const reference = { tag: "!reference", collection: "seq" as const, resolve: () => "" };
  const jobs: unknown = parse(await fileOf(spec, ".gitlab-ci.yml"), { customTags: [reference] });
  const lines = (jobs as Readonly<Record<string, Readonly<Partial<Record<string, readonly string[]>>>>>)[job]?.[key];
  assert.ok(lines, `there is no ${key} of '${job}'`);
  return lines;
}

/** Runs a script as GitHub does, and more strictly: no variable may be missing. The result are the step's outputs. */
export function runScript(
  script: string,
  env: Readonly<Record<string, string>>,
  cwd: string,
): Readonly<Record<string, string>> {
  const own = mkdtempSync(`${tmpdir()}/varai-gen-ci-step-`);
  const output = `${own}/output`;
  writeFileSync(output, "");
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-euo", "pipefail", "-c", script], {
    cwd,
    env: {
      PATH: process.env.PATH,
      GITHUB_EVENT_NAME: "push",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: `${own}/summary`,
      ...env,
    },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout + stderr);
  const lines = readFileSync(output, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.split("=")[0], line.slice(line.indexOf("=") + 1)]));
}

/** Writes programs that stand for real ones, each a script, and says what makes scripts find them. */
export function fakesIn(folder: string, programs: Readonly<Record<string, string>>): { readonly PATH: string } {
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(`${folder}/${name}`, `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  }
  return { PATH: `${folder}:${process.env.PATH}` };
}

async function fileOf(spec: string, path: string): Promise<string> {
  const { files } = await compiledAt(spec);
  return files.find((file) => file.path === path)?.text ?? "";
}

/** A new Git repository, with functions that run Git in it, and commit changes of files and return the commit. */
export function repositoryIn(repository: string): {
  readonly git: (...args: readonly string[]) => string;
  readonly commit: (...paths: readonly string[]) => string;
} {
  mkdirSync(repository, { recursive: true });
  const git = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      cwd: repository,
      encoding: "utf8",
    });
    assert.is(status, 0, stderr);
    return stdout.trim();
  };
  git("init", "--quiet", "--initial-branch", "main");
  let written = 0;
  const commit = (...paths: readonly string[]): string => {
    written += 1;
    for (const path of paths) {
      mkdirSync(dirname(`${repository}/${path}`), { recursive: true });
      writeFileSync(`${repository}/${path}`, `${written}`);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "change");
    return git("rev-parse", "HEAD");
  };
  return { git, commit };
}
