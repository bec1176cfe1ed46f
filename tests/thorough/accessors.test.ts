// One table of environments for the accessors of all languages: each reads the same values and reports the same problems.
// The compiler or the type checker of each language accepts its accessor without a warning.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Case, cases, confidential, valid, values } from "../support/accessors/cases.ts";
import { root } from "../support/sources.ts";

const golden = `${root}tests/golden/accessors/expected`;
const drivers = `${root}tests/support/accessors`;
const scratch = mkdtempSync(`${tmpdir()}/varai-gen-accessors-`);

interface Language {
  readonly name: string;
  /** The programs that it takes, and the arguments that show that they are there. */
  readonly needs: readonly (readonly [string, ...string[]])[];
  /** Copies and compiles its accessor, and returns the command that runs its driver. */
  readonly build: () => readonly [string, ...string[]];
}

/** Runs a program that has to succeed without a word. */
function succeed(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  assert.equal([error?.message, status, stdout + stderr], [undefined, 0, ""], `${command} ${args.join(" ")}`);
}

function folderOf(name: string): string {
  const folder = `${scratch}/${name}`;
  mkdirSync(folder);
  return folder;
}

const strictest = ["--strict", "--noUnusedLocals", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"];

const languages: readonly Language[] = [
  {
    name: "python",
    needs: [["python3", "--version"]],
    build: () => {
      const folder = folderOf("python");
      cpSync(`${golden}/python/config.py`, `${folder}/config.py`);
      cpSync(`${drivers}/driver.py`, `${folder}/driver.py`);
      return [
        "python3",
        "-W",
        "error",
        "-I",
        "-B",
        "-c",
        `import sys; sys.path.insert(0, ${JSON.stringify(folder)}); import driver`,
      ];
    },
  },
  {
    name: "typescript",
    needs: [],
    build: () => {
      const folder = folderOf("typescript");
      // With the paths of the repository, by which the driver imports the accessor.
      cpSync(`${golden}/node`, `${folder}/golden/accessors/expected/node`, { recursive: true });
      cpSync(`${drivers}/driver.ts`, `${folder}/support/accessors/driver.ts`);
      writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
      const types = ["--types", "node", "--typeRoots", `${root}node_modules/@types`];
      const module = ["--target", "es2022", "--module", "nodenext", "--rewriteRelativeImportExtensions"];
      succeed(
        "node",
        [`${root}node_modules/typescript/bin/tsc`, ...strictest, ...types, ...module, "support/accessors/driver.ts"],
        folder,
      );
      return ["node", `${folder}/support/accessors/driver.js`];
    },
  },
  {
    name: "go",
    needs: [["go", "version"]],
    build: () => {
      const folder = folderOf("go");
      cpSync(`${golden}/go/config`, `${folder}/config`, { recursive: true });
      cpSync(`${drivers}/main.go`, `${folder}/main.go`);
      writeFileSync(`${folder}/go.mod`, "module accessors\n\ngo 1.21\n");
      succeed("gofmt", ["-l", "."], folder);
      succeed("go", ["vet", "./..."], folder);
      succeed("go", ["build", "-o", "driver", "."], folder);
      return [`${folder}/driver`];
    },
  },
  {
    name: "java",
    needs: [
      ["javac", "--version"],
      ["java", "--version"],
    ],
    build: () => {
      const folder = folderOf("java");
      const sources = [`${golden}/java/src/main/java/shop/Config.java`, `${drivers}/Driver.java`];
      succeed(
        "javac",
        ["--release", "17", "-Xlint:all", "-Xdoclint:all,-missing", "-Werror", "-d", folder, ...sources],
        folder,
      );
      return ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", folder, "Driver"];
    },
  },
];

function isHere([command, ...args]: readonly [string, ...string[]]): boolean {
  return spawnSync(command, args).status === 0;
}

/** The environment of a case. Texts of files are in files. */
function environmentOf({ env }: Case): Record<string, string> {
  const merged = Object.entries({ ...valid, ...env }).flatMap(([name, value], index) => {
    if (!value?.startsWith("FILE:")) return value === undefined ? [] : [[name, value] as const];
    const file = `${scratch}/value-${index}`;
    writeFileSync(file, value.slice("FILE:".length));
    return [[name, file] as const];
  });
  return { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", HOME: scratch, ...Object.fromEntries(merged) };
}

function assertCase(command: readonly [string, ...string[]], one: Case): void {
  const [program, ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, { env: environmentOf(one), encoding: "utf8" });
  const { problems = [] } = one;
  const report = problems.length === 0 ? "" : `${["The configuration is invalid:", ...problems].join("\n  ")}\n`;
  assert.equal([status, stderr], [problems.length === 0 ? 0 : 78, report], one.name);
  if (problems.length > 0) return;
  const lines = stdout.split("\n");
  const expected = Object.keys(valid).map((name) => one.values?.[name] ?? values[name] ?? "");
  assert.equal(lines.slice(0, expected.length), expected, one.name);
  assert.not.match(lines.slice(expected.length).join("\n"), confidential);
}

for (const { name, needs, build } of languages) {
  const missing = needs.filter((need) => !isHere(need)).map(([command]) => command);
  if (missing.length > 0) {
    process.stdout.write(`\n  not tested: the accessor of ${name}, because there is no ${missing.join(" and no ")}\n`);
    continue;
  }
  test(`the accessor of ${name} reads and reports what those of other languages do`, () => {
    const command = build();
    for (const one of cases) assertCase(command, one);
  });
}

test.after(() => rmSync(scratch, { recursive: true, force: true }));

test.run();
