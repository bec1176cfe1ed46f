import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/compile.ts";
import { fakesIn } from "./ci-scripts.ts";
import { sourceOf } from "./sources.ts";

/** A run of a script: its exit code, its output, and the commands that it ran, in order. */
export interface ScriptRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly string[];
}

/** What a run of a script finds. */
export interface Conditions {
  readonly env?: Readonly<Record<string, string>>;
  /** The number of the call that fails, from 1. */
  readonly failAt?: number;
}

/** The output of a specification in a folder, with programs that record their calls and answer as told. */
export class ScriptFolder {
  readonly folder = mkdtempSync(`${tmpdir()}/varai-gen-operations-`);
  #programs: { readonly PATH: string } | undefined;

  /** Writes the files of a specification. `answers` are the bodies of the programs, in bash, by name. */
  async write(specification: string, answers: Readonly<Record<string, string>>): Promise<void> {
    const { files, diagnostics } = await compile(sourceOf(specification), { verify: false });
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    assert.equal(errors, []);
    for (const { path, text } of files) {
      mkdirSync(dirname(`${this.folder}/${path}`), { recursive: true });
      writeFileSync(`${this.folder}/${path}`, text);
      if (text.startsWith("#!")) chmodSync(`${this.folder}/${path}`, 0o755);
    }
    const record = `
printf '%s' "\${0##*/}" >>"\${CALLS}"
printf ' %s' "$@" >>"\${CALLS}"
printf '\\n' >>"\${CALLS}"
if [[ "$(wc -l <"\${CALLS}")" == "\${FAIL_AT:-}" ]]; then
  echo "\${0##*/} fails" >&2
  exit 9
fi
`;
    const bodies = Object.entries(answers).map(([name, body]) => [name, record + body] as const);
    this.#programs = fakesIn(`${this.folder}/programs`, Object.fromEntries(bodies));
  }

  /** Runs a script with arguments as words of one line. */
  run(line: string, conditions: Conditions = {}): ScriptRun {
    return this.#start("bash", line, conditions);
  }

  /** Runs a Python program with arguments as words of one line. */
  python(line: string, conditions: Conditions = {}): ScriptRun {
    return this.#start("python3", line, conditions);
  }

  #start(program: string, line: string, { env = {}, failAt }: Conditions): ScriptRun {
    const calls = `${this.folder}/calls`;
    rmSync(calls, { force: true });
    const { status, stdout, stderr } = spawnSync(program, line.split(" ").filter(Boolean), {
      cwd: this.folder,
      env: {
        ...(this.#programs ?? { PATH: "" }),
        CALLS: calls,
        HOME: this.folder,
        ...(failAt === undefined ? {} : { FAIL_AT: String(failAt) }),
        ...env,
      },
      encoding: "utf8",
    });
    const text = existsSync(calls) ? readFileSync(calls, "utf8") : "";
    return { status, stdout, stderr, calls: text.split("\n").filter(Boolean) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
