// The package as others get it: what is in it, that it installs alone, and that the command and the library work from it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { version } from "../../compiler/built/version.js";
import { shop, Workspace } from "../cli/workspace.ts";
import { root } from "../support/sources.ts";

const workspace = new Workspace();
const npmEnv = {
  PATH: process.env.PATH,
  HOME: workspace.folder,
  npm_config_cache: workspace.path(".npm"),
  npm_config_update_notifier: "false",
};
const unpacked = "node_modules/varai-gen";
let packed: readonly string[] = [];

test.before(() => {
  // The build, which `prepare` would run, has run before the tests.
  const json = npm(root, "pack", "--ignore-scripts", "--json", "--pack-destination", workspace.folder);
  const [{ filename, files }] = JSON.parse(json) as [{ filename: string; files: readonly { path: string }[] }];
  packed = files.map((file) => file.path);
  workspace.write("package.json", '{ "name": "shop", "private": true, "type": "module" }\n');
  npm(workspace.folder, "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", `./${filename}`);
});

test("it holds what it needs, and nothing else", () => {
  const wrong = packed.filter(
    (path) =>
      !/^dist\/(index\.js|main\.cjs|main\.cache|varai-gen\.cjs|THIRD-PARTY-LICENSES\.txt|types\/.+\.d\.ts)$/.test(
        path,
      ) &&
      !/^(package\.json|README\.md|LICENSE|(CHANGELOG|SECURITY)\.md|(spec|examples\/[\w-]+)\/platform\.yaml|schema\/(platform\.schema\.json|reference\.md))$/.test(
        path,
      ),
  );
  assert.equal(wrong, []);
  for (const path of ["dist/varai-gen.cjs", "dist/main.cache", "dist/types/index.d.ts", "LICENSE", "README.md"]) {
    assert.ok(packed.includes(path), `${path} is missing`);
  }
});

test("nothing in it names a place on the machine that built it", () => {
  // Images have folders of these names as well.
  const places = [root.slice(0, -1), homedir()].filter((place) => !["/", "/root", "/home/node"].includes(place));
  for (const path of packed) {
    const text = readFileSync(workspace.path(`${unpacked}/${path}`), "latin1");
    for (const place of places) assert.not.ok(text.includes(place), `${path} names ${place}`);
  }
});

test("it needs no other package", () => {
  const installed = workspace.files("node_modules").filter((path) => /^node_modules\/[^/.]+\/$/.test(path));
  assert.equal(installed, ["node_modules/varai-gen/"]);
});

test("nothing runs when it is installed", () => {
  const { scripts = {} } = JSON.parse(workspace.read(`${unpacked}/package.json`)) as {
    scripts?: Readonly<Record<string, string>>;
  };
  const lifecycle = ["preinstall", "install", "postinstall"];
  assert.equal(
    lifecycle.filter((name) => Object.hasOwn(scripts, name)),
    [],
  );
});

test("the command runs by its name", () => {
  assert.is(npx("--version"), `${version}\n`);
  assert.is(npx(), "out: 6 created\n");
  assert.is(npm(workspace.folder, "exec", "--offline", "--", "varai-gen", "check"), "out: 5 files are up to date\n");
  workspace.edit("out/.env.example", (text) => `${text}# mine\n`);
  assert.is(run(workspace.folder, "npx", ["--offline", "varai-gen", "check"]).status, 1, "npx hides the exit code");
});

test("the library is imported by its name, and compiles the same", () => {
  workspace.write(
    "use.js",
    `import { existsSync, readFileSync } from "node:fs";
import { check, compile } from "varai-gen";
const source = { path: "platform.yaml", read: (path) => (existsSync(path) ? readFileSync(path) : undefined) };
const { files, diagnostics } = await compile(source);
const output = { read: (path) => (existsSync("out/" + path) ? readFileSync("out/" + path) : undefined) };
const checked = await check(source, output);
const wrong = checked.files.filter(({ state }) => state !== "current").map(({ path, state }) => [path, state]);
console.log(JSON.stringify({ files, diagnostics, wrong }));
`,
  );
  const { status, stdout, stderr } = run(workspace.folder, process.execPath, ["use.js"]);
  assert.is(status, 0, stderr);
  const { files, diagnostics, wrong } = JSON.parse(stdout);
  assert.equal(diagnostics, []);
  assert.equal(wrong, [[".env.example", "edited"]]);
  for (const { path, text } of files) {
    if (path !== ".env.example") assert.is(workspace.read(`out/${path}`), text, path);
  }
});

test("its types hold by themselves, and are strict about what is passed", () => {
  workspace.write(
    "tsconfig.json",
    `{ "compilerOptions": { "module": "nodenext", "target": "es2022", "lib": ["es2022"], "types": [], "strict": true,
  "noEmit": true, "skipLibCheck": false }, "files": ["right.ts"] }\n`,
  );
  workspace.write(
    "right.ts",
    `import { check, compile, type CheckedFile, type Diagnostic, type OutputFile, type SpecSource } from "varai-gen";
const source: SpecSource = { path: "platform.yaml", read: () => undefined };
const { files, diagnostics, output } = await compile(source, { only: ["compose"], environments: ["dev"], verify: false });
export const names: string[] = files.map((file: OutputFile) => file.path + file.text + file.mode + output);
export const places: (number | undefined)[] = diagnostics.map((found: Diagnostic) => found.location?.start);
export const checked: readonly CheckedFile[] = (await check(source, { read: () => undefined })).files;
`,
  );
  assert.is(tsc().stdout, "");
  workspace.edit("tsconfig.json", (text) => text.replace("right.ts", "wrong.ts"));
  workspace.write("wrong.ts", 'import { compile } from "varai-gen";\nawait compile({ path: 1 }, { onyl: [] });\n');
  const { stdout } = tsc();
  assert.match(stdout, "wrong.ts(2,");
  assert.not.match(stdout, "node_modules");
});

test("its schema is found by its name", () => {
  const script = `import schema from "varai-gen/schema.json" with { type: "json" }; console.log(schema.$schema);`;
  const { stdout } = run(workspace.folder, process.execPath, [
    "--no-warnings",
    "--input-type=module",
    "--eval",
    script,
  ]);
  assert.match(stdout, "json-schema.org");
});

test("the command works without its code cache, and with one that does not fit", () => {
  workspace.write("platform.yaml", shop({ output: "other" }));
  workspace.remove(`${unpacked}/dist/main.cache`);
  assert.is(installed(), "other: 6 created\n");
  workspace.write(`${unpacked}/dist/main.cache`, "not what V8 expects");
  assert.is(installed("check"), "other: 5 files are up to date\n");
});

function npx(...args: readonly string[]): string {
  return succeeded(run(workspace.folder, "npx", ["--offline", "varai-gen", ...args]));
}

/** Runs the command without npx, which takes its time. */
function installed(...args: readonly string[]): string {
  return succeeded(run(workspace.folder, workspace.path("node_modules/.bin/varai-gen"), args));
}

function npm(cwd: string, ...args: readonly string[]): string {
  return succeeded(run(cwd, "npm", args));
}

function tsc(): ReturnType<typeof run> {
  return run(workspace.folder, process.execPath, [`${root}node_modules/typescript/bin/tsc`, "--project", "."]);
}

function run(cwd: string, program: string, args: readonly string[]) {
  mkdirSync(npmEnv.npm_config_cache, { recursive: true });
  return spawnSync(program, args, { cwd, env: npmEnv, encoding: "utf8" });
}

function succeeded({ status, stdout, stderr }: ReturnType<typeof run>): string {
  if (status !== 0) throw new Error(`exit code ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

test.run();
