import { spawnSync } from "node:child_process";

/** How a command ended, and what it said. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command without a terminal. */
export function run(
  command: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Outcome {
  const [program = "", ...words] = command;
  const result = spawnSync(program, words, {
    encoding: "utf8",
    env: { ...process.env, ...options.env },
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  if (result.error) throw result.error;
  return { code: result.status ?? -1, out: result.stdout, err: result.stderr };
}

/** Runs a command that has to succeed, and gives what it wrote. */
export function must(command: readonly string[], cwd?: string): string {
  return output(run(command, cwd === undefined ? {} : { cwd }), command);
}

function output(outcome: Outcome, command: readonly string[]): string {
  if (outcome.code === 0) return outcome.out.trim();
  const said = `${outcome.out}${outcome.err}`.trim().split("\n").slice(-40).join("\n");
  throw new Error(`${command.join(" ")}\nended with ${outcome.code}:\n${said}`);
}

/** What Docker says of a container, by a template of Go. */
export function inspect(container: string, template: string): string {
  return must(["docker", "inspect", "--format", template, container]);
}

/** A Compose file of a folder. */
export class Compose {
  readonly #folder: string;
  readonly #command: readonly string[];
  readonly #env: Readonly<Record<string, string>>;

  constructor(folder: string, file: string, env: Readonly<Record<string, string>> = {}) {
    this.#folder = folder;
    this.#command = ["docker", "compose", "-f", file];
    this.#env = env;
  }

  run(...words: readonly string[]): Outcome {
    return run([...this.#command, ...words], { cwd: this.#folder, env: this.#env });
  }

  must(...words: readonly string[]): string {
    return output(this.run(...words), words);
  }

  container(service: string): string {
    return this.must("ps", "--all", "--quiet", service);
  }

  /** Starts services and waits for their health; says what they wrote when they do not come up. */
  up(...services: readonly string[]): void {
    const outcome = this.run("up", "--detach", "--build", "--wait", "--wait-timeout", "120", ...services);
    if (outcome.code === 0) return;
    const logs = this.run("logs", "--no-color", "--tail", "30");
    throw new Error(`${outcome.err.trim().split("\n").slice(-25).join("\n")}\n${logs.out}`);
  }
}
