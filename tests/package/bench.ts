import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { root } from "../support/sources.ts";

/** How a command ended, and what it printed to both streams. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** A release of Node with a release of npm, by major version. */
export interface Toolchain {
  readonly node: 20 | 22 | 24;
  readonly npm: 10 | 11 | 12;
}

/** Every release of both. npm 12 does not run on Node 20. */
export const toolchains: readonly Toolchain[] = [
  { node: 20, npm: 10 },
  { node: 22, npm: 11 },
  { node: 22, npm: 12 },
  { node: 24, npm: 12 },
];

/** Variables that npm and Git pass to the programs that they run, and that make these behave differently. */
const ofParents =
  /^(npm_(lifecycle|package|command|execpath|node_execpath)|npm_config_(local_prefix|global_prefix|prefix|user_agent|globalconfig)|git_|node_options|init_cwd|ci$)/i;

export const newest: Toolchain = { node: 24, npm: 12 };

/** Where checks make their scratch repositories: one folder, the tools in it, and a registry that publishes the package. */
export class Bench {
  readonly folder = mkdtempSync(`${realpathSync(tmpdir())}/varai-gen-package-`);
  readonly tools: string;
  readonly #registry: string;
  readonly #tarball: string;

  /** `tools` is the folder of the group `package` of the conformance tools; `registry` a URL. */
  constructor(tools: string, registry: string, tarball: string) {
    this.tools = tools;
    this.#registry = registry;
    this.#tarball = tarball;
    writeFileSync(
      `${this.folder}/gitconfig`,
      "[user]\n  name = A\n  email = a@example.org\n[init]\n  defaultBranch = main\n",
    );
    for (const { node, npm } of toolchains) {
      const bin = this.binOf({ node, npm });
      mkdirSync(bin, { recursive: true });
      symlinkSync(`${tools}/node_modules/node${node}/bin/node`, `${bin}/node`);
      for (const name of ["npm", "npx"])
        symlinkSync(`${tools}/node_modules/npm${npm}/bin/${name}-cli.js`, `${bin}/${name}`);
    }
  }

  /** A new, empty folder. The name may contain any character of file names. */
  scratch(name: string, toolchain = newest): Scratch {
    const folder = `${this.folder}/${name}`;
    mkdirSync(folder, { recursive: true });
    return new Scratch(folder, this.#environment(toolchain));
  }

  /** A scratch folder with the small specification, in which the package is installed without npm, which takes its time. */
  async shop(name: string, toolchain = newest): Promise<Scratch> {
    const scratch = this.scratch(name, toolchain);
    scratch.write("platform.yaml", shop);
    scratch.in("node_modules/varai-gen");
    scratch.in("node_modules/.bin");
    await scratch.ok(
      `tar -xzf '${this.#tarball}' -C node_modules/varai-gen --strip-components=1`,
      "ln -s ../varai-gen/dist/varai-gen.cjs node_modules/.bin/varai-gen && chmod +x node_modules/.bin/varai-gen",
    );
    return scratch;
  }

  binOf({ node, npm }: Toolchain): string {
    return `${this.folder}/bin/node${node}-npm${npm}`;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The environment of the process for a user's commands. Certificates and proxies stay. */
  #environment(toolchain: Toolchain): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !ofParents.test(name));
    return {
      ...Object.fromEntries(inherited),
      PATH: `${this.binOf(toolchain)}:${this.tools}/venv/bin:${process.env.PATH ?? ""}`,
      GIT_CONFIG_GLOBAL: `${this.folder}/gitconfig`,
      GIT_CONFIG_NOSYSTEM: "1",
      PRE_COMMIT_HOME: `${this.folder}/pre-commit`,
      NO_COLOR: "1",
      npm_config_cache: `${this.folder}/npm-cache`,
      npm_config_registry: this.#registry,
      npm_config_update_notifier: "false",
      npm_config_audit: "false",
      npm_config_fund: "false",
    };
  }
}

/** A folder in which commands run as a user types them. */
export class Scratch {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.env = env;
  }

  /** The same commands in another folder, relative to this one. */
  in(folder: string): Scratch {
    mkdirSync(`${this.folder}/${folder}`, { recursive: true });
    return new Scratch(`${this.folder}/${folder}`, this.env);
  }

  /** The same folder with other environment variables; undefined removes one. */
  with(env: NodeJS.ProcessEnv): Scratch {
    return new Scratch(this.folder, { ...this.env, ...env });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(`${this.folder}/${path}`), { recursive: true });
    writeFileSync(`${this.folder}/${path}`, text);
  }

  read(path: string): string {
    return readFileSync(`${this.folder}/${path}`, "utf8");
  }

  /** Changes a file. Throws if the change has no effect. */
  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not contain '${from}'`);
    this.write(path, text.replace(from, to));
  }

  /** Runs a line of bash. */
  run(line: string): Promise<Ended> {
    return new Promise((done, fail) => {
      const child = spawn("bash", ["-c", line], { cwd: this.folder, env: this.env, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      const keep = (chunk: Buffer): void => {
        output += chunk.toString();
      };
      child.stdout.on("data", keep);
      child.stderr.on("data", keep);
      child.on("error", fail);
      child.on("close", (status) => done({ status, output }));
    });
  }

  /** Runs lines of bash that must succeed. Returns what they printed. */
  async ok(...lines: readonly string[]): Promise<string> {
    let printed = "";
    for (const line of lines) printed += await this.#expect(line, 0);
    return printed;
  }

  /** Runs a line that must end with an exit code, and print every one of these strings. */
  async ends(status: number, line: string, ...prints: readonly string[]): Promise<string> {
    const output = await this.#expect(line, status);
    const missing = prints.filter((text) => !output.includes(text));
    if (missing.length > 0) throw new Error(`'${line}' does not print '${missing.join("' or '")}':\n${output}`);
    return output;
  }

  async #expect(line: string, expected: number): Promise<string> {
    const { status, output } = await this.run(line);
    if (status !== expected) throw new Error(`'${line}' ended with ${status}, not with ${expected}:\n${output}`);
    return output;
  }
}

/** A specification without findings that compiles to a few files. The port of its service appears in one of them. */
export const shop = `platform: { name: shop, description: A small shop. }
services:
  till:
    image: registry.example/till:1.0@sha256:${"0123456789abcdef".repeat(4)}
    port: 8080
    health: { command: [till, check, --port=8080] }
environments:
  dev: { tier: development }
  prod: { tier: production }
targets: { kustomize: false, helm: false, bicep: false, ci: false }
`;

/** Changes the specification, so that its output is stale. */
export function changeShop(scratch: Scratch): void {
  scratch.edit("platform.yaml", "[till, check, ", "[till, check, --verbose, ");
}

/** The README of this repository. */
export const readme = readFileSync(`${root}README.md`, "utf8");

/** The code block of the README that follows a phrase. Throws if there is none. */
export function blockAfter(phrase: string): string {
  const [, rest = ""] = readme.split(phrase);
  const block = /^```\w+\n(.*?)^```$/ms.exec(rest)?.[1];
  if (block === undefined) throw new Error(`README.md has no code block after '${phrase}'`);
  return block;
}
