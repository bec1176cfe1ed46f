// A folder of its own for a test, with a small specification in it, and varai-gen run there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { runProgram } from "../../compiler/cli/program.ts";
import { targets } from "../../compiler/targets/index.ts";
import { root } from "../support/sources.ts";

/** The command as it is published. */
export const command = `${root}dist/varai-gen.cjs`;

/** What differs from one version of the small specification to the next. */
export interface Changes {
  readonly output?: string;
  readonly port?: number;
  /** Whether there is a secret, which brings `scripts/create-secrets.sh` and `secrets/.gitignore`. */
  readonly secret?: boolean;
  readonly environments?: readonly string[];
}

const digest = "0123456789abcdef".repeat(4);

/** Targets that are left out, so that the output is small and stays so. */
const leftOut = targets.filter(({ name }) => name !== "docker" && name !== "compose");

/** A specification without any finding. It compiles to a handful of files, some of them in folders. */
export function shop({
  output = "out",
  port = 8080,
  secret = true,
  environments = ["dev", "prod"],
}: Changes = {}): string {
  const tiers = environments.map((name) => `  ${name}: { tier: ${name === "dev" ? "development" : "production"} }\n`);
  return `output: ${output}
platform: { name: shop, description: A small shop. }
${secret ? "secrets: { token: Opens the till. }\n" : ""}services:
  till:
    image: registry.example/till:1.0@sha256:${digest}
    port: ${port}
    health: { command: [till, check, --port=${port}] }
${secret ? '    env: { TOKEN: "${secrets.token}" }\n' : ""}environments:
${tiers.join("")}targets:
  docker: { enabled: true }
${leftOut.map(({ name }) => `  ${name}: { enabled: false }\n`).join("")}`;
}

/** What a run of the command came to. Paths of the folder are written `<folder>`. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a run is given besides its arguments. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** The width of the terminal. */
  readonly columns?: number;
  /** What is piped into it. */
  readonly input?: string;
  /** Where in the folder it runs. */
  readonly cwd?: string;
}

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder outside of the repository, deleted at the end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(`${realpathSync(tmpdir())}/varai-gen-test-`);
  folders.push(folder);
  return folder;
}

/** The surroundings of a process, without what tells programs to use colours or that they run in CI. */
export const plainEnv = { PATH: process.env.PATH, XDG_CACHE_HOME: temporaryFolder() };

export class Workspace {
  readonly folder: string;

  constructor(spec: string | undefined = shop()) {
    this.folder = temporaryFolder();
    this.write("platform.yaml", spec);
  }

  /** Runs the command in this process. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
    const { env = {}, isTerminal = false, columns, input = "", cwd = "." } = options;
    const said = { out: "", err: "" };
    const code = await runProgram(args, {
      cwd: this.path(cwd),
      env,
      isTerminal,
      columns,
      input: () => new TextEncoder().encode(input),
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    });
    return { code, out: this.#stable(said.out), err: this.#stable(said.err) };
  }

  /** Runs the published command in a process of its own. */
  spawn(args: readonly string[], { env = {}, cwd = "." }: RunOptions = {}): Run {
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: this.path(cwd),
      env: { ...plainEnv, ...env },
      encoding: "utf8",
    });
    if (status === null) throw new Error(`varai-gen ended by ${signal}`);
    return { code: status, out: this.#stable(stdout), err: this.#stable(stderr) };
  }

  /** The path of the file that caches the result of `check` in the folder. */
  get cache(): string {
    const name = createHash("sha256").update(this.folder).digest("hex").slice(0, 32);
    return `${plainEnv.XDG_CACHE_HOME}/varai-gen/check/${name}.json`;
  }

  path(path: string): string {
    return path === "." ? this.folder : `${this.folder}/${path}`;
  }

  has(path: string): boolean {
    return existsSync(this.path(path));
  }

  read(path: string): string {
    return readFileSync(this.path(path), "utf8");
  }

  write(path: string, text: string, mode?: number): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
    if (mode !== undefined) chmodSync(this.path(path), mode);
  }

  /** Changes the text of a file; fails when that leaves it as it was. */
  edit(path: string, change: (text: string) => string): void {
    const before = this.read(path);
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${path} changes nothing`);
    this.write(path, after);
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true });
  }

  mode(path: string): number {
    return lstatSync(this.path(path)).mode & 0o777;
  }

  /** The paths of all files below a folder, sorted. */
  files(folder = "."): readonly string[] {
    return [...this.snapshot(folder).keys()].sort();
  }

  /** Everything below a folder: what it is, its mode, when it was written, its content. */
  snapshot(folder = "."): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const entry of readdirSync(this.path(folder), { recursive: true, withFileTypes: true })) {
      const full = `${entry.parentPath}/${entry.name}`;
      const { mode, mtimeMs } = lstatSync(full);
      const isFile = entry.isFile();
      const content = isFile ? readFileSync(full, "latin1") : entry.isSymbolicLink() ? readlinkSync(full) : "";
      if (entry.isDirectory()) found.set(`${full.slice(this.folder.length + 1)}/`, `${mode} ${mtimeMs}`);
      else found.set(full.slice(this.folder.length + 1), `${mode} ${mtimeMs} ${content}`);
    }
    return found;
  }

  #stable(text: string): string {
    return text.replaceAll(this.folder, "<folder>");
  }
}
