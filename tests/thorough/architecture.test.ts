// The rules of the code itself: which layer may know which, what may touch the machine, how long a file may get.
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import fastGlob from "fast-glob";
import { Project, type SourceFile, SyntaxKind } from "ts-morph";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { targets } from "../../compiler/targets/index.ts";
import { importCycles } from "../support/import-cycles.ts";
import { root } from "../support/sources.ts";

/** A layer knows those above it. `built` holds data that is made from files of the repository. */
const layers = [
  "built",
  "source",
  "literals",
  "dockerfile",
  "diagnostics",
  "spec",
  "catalog",
  "model",
  "repository",
  "monitoring",
  "kubernetes",
  "targets",
  "render",
  "explain",
  "compile.ts",
  "output",
  "index.ts",
  "registry",
  "cli",
  "cli.ts",
];

/** Runs when varai-gen is built, or before it is loaded, and knows what it likes. */
const apart = ["dev", "launch.ts"];

/** The only files that know of Node, each with the reason. */
const mayUseNode: Readonly<Record<string, string>> = {
  "cli.ts": "the process: arguments, streams, exit code",
  "launch.ts": "the code cache",
  "cli/inputs.ts": "reads what specifications are made of",
  "cli/repository.ts": "reads the source code of services",
  "cli/boundary.ts": "follows symbolic links to decide what is inside the repository",
  "cli/check-cache.ts": "caches the result of check",
  "cli/specs.ts": "finds specifications",
  "cli/streams.ts": "streams that nobody reads, or that take no more",
  "cli/run.ts": "the place of the output folder",
  "output/disk.ts": "what the output folder is read and written with",
  "output/folder.ts": "reads and writes the output folder",
  "registry/docker-config.ts": "Docker's settings, and its credential helpers",
};

/** The targets that deploy to Kubernetes. */
const importKubernetes = ["ci", "docs", "helm", "kustomize", "operations"];

/** Files before the targets that name some, each with the reason. */
const mayNameTargets: Readonly<Record<string, string>> = {
  "model/rules/published-ports-are-unique.ts": "Compose alone publishes ports of the host",
  "model/build.ts": "overrides of Kubernetes objects hold for every target that deploys to a cluster",
  "model/built-images.ts": "the names of stages are settings of the Docker target, and an image knows its stage",
  "spec/foreign-words.ts": "the words of other tools that a specification does not use",
};

/** The names of targets that are also words of the platform: what `observability` describes is called monitoring. */
const sharedWords: readonly string[] = ["monitoring"];

const maxLines = 200;
const maxFunctionLines = 60;

const project = new Project({ compilerOptions: { allowImportingTsExtensions: true } });
project.addSourceFilesAtPaths(
  fastGlob.sync("compiler/**/*.ts", { cwd: root, absolute: true, ignore: ["**/built/**"] }),
);
const compiler = resolve(root, "compiler");
const isGenerated = (path: string): boolean => path === "spec/spec.ts";
const files = project.getSourceFiles().map((file) => ({ file, path: relative(compiler, file.getFilePath()) }));
const written = files.filter(({ path }) => !isGenerated(path));

test("every folder is a layer", () => {
  const found = new Set(files.map(({ path }) => layerOf(path)));
  assert.equal([...found].sort(), [...layers, ...apart].filter((layer) => layer !== "built").sort());
});

test("a layer imports only those above it", () => {
  const wrong = files
    .filter(({ path }) => !apart.includes(layerOf(path)))
    .flatMap(({ file, path }) =>
      importsOf(file)
        .filter((imported) => layers.indexOf(layerOf(imported)) > layers.indexOf(layerOf(path)))
        .map((imported) => `${path} imports ${imported}`),
    );
  assert.equal(wrong, []);
});

test("no files import each other in a circle, by value or by type", () => {
  const graph = new Map(files.map(({ file, path }) => [path, importsOf(file)]));
  assert.equal(importCycles(graph), []);
});

test("files that import each other in a circle are found", () => {
  const graph = new Map([
    ["a", ["b", "z"]],
    ["b", ["c"]],
    ["c", ["b", "a", "d"]],
    ["d", []],
    ["e", ["e", "a"]],
  ]);
  assert.equal(importCycles(graph), [["a", "b", "c"], ["e"]]);
});

test("a target imports no other", () => {
  const wrong = files.flatMap(({ file, path }) => {
    const own = targetOf(path);
    const others = importsOf(file).flatMap((imported) => targetOf(imported) ?? []);
    return own === undefined ? [] : others.filter((other) => other !== own).map((other) => `${own} imports ${other}`);
  });
  assert.equal(wrong, []);
});

test("only the targets that deploy to Kubernetes, and pipelines, import what describes it", () => {
  const users = files.flatMap(({ file, path }) => {
    const own = targetOf(path);
    return own !== undefined && importsOf(file).some((imported) => layerOf(imported) === "kubernetes") ? [own] : [];
  });
  assert.equal([...new Set(users)].sort(), importKubernetes);
});

test("the codes of a target know nothing but how a code is defined", () => {
  const codes = files.filter(({ path }) => /^(?:kubernetes|targets\/\w+)\/diagnostics[\w-]*\.ts$/.test(path));
  assert.ok(codes.length > 1);
  const known = codes.flatMap(({ file }) => importsOf(file));
  assert.equal([...new Set(known)], ["diagnostics/definition.ts"]);
});

test("what comes before the targets names none of them", () => {
  const names = targets.map(({ name }) => name).filter((name) => !sharedWords.includes(name));
  const named = new RegExp(`\\b(?:${[...names, "kubernetes"].join("|")})\\b`);
  const wrong = written
    .filter(({ path }) => ["source", "spec", "catalog", "model"].includes(layerOf(path)))
    .filter(({ path }) => !Object.hasOwn(mayNameTargets, path))
    .flatMap(({ file, path }) =>
      codeOf(file)
        .filter((word) => named.test(word))
        .map((word) => `${path}: ${word}`),
    );
  assert.equal(wrong, []);
});

test("only the files that are named here know of Node", () => {
  const users = files
    .filter(({ path }) => layerOf(path) !== "dev")
    .filter(({ file }) => usesNode(file))
    .map(({ path }) => path);
  assert.equal(users.sort(), Object.keys(mayUseNode).sort());
});

test("only the registry layer reaches the network, and only its client of HTTP does", () => {
  const modules = /^(?:node:)?(?:http|https|http2|net|tls|dns|dgram|undici)(?:\/|$)/;
  const globals = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"];
  const users = files
    .filter(({ path }) => layerOf(path) !== "dev")
    .filter(
      ({ file }) =>
        [
          ...file.getDescendantsOfKind(SyntaxKind.CallExpression),
          ...file.getDescendantsOfKind(SyntaxKind.NewExpression),
        ].some((call) => globals.includes(call.getExpression().getText().replace("globalThis.", ""))) ||
        file.getImportStringLiterals().some((text) => modules.test(text.getLiteralValue())),
    )
    .map(({ path }) => path);
  assert.equal(users, ["registry/http.ts"]);
});

test("only what runs credential helpers starts programs", () => {
  const users = written
    .filter(({ path }) => layerOf(path) !== "dev")
    .filter(({ file }) => /child_process/.test(file.getText()));
  assert.equal(
    users.map(({ path }) => path),
    ["registry/docker-config.ts"],
  );
});

test("nothing reads the clock or chance, which would change the output", () => {
  const wrong = written
    .filter(({ path }) => layerOf(path) !== "dev")
    .filter(({ file }) =>
      /\bDate\b(?!\.parse)|Math\.random|performance\.now|randomUUID|toLocale|\bIntl\b|localeCompare/.test(
        file.getText(),
      ),
    )
    .map(({ path }) => path);
  assert.equal(wrong, []);
});

test(`no file has more than ${maxLines} lines, and no function more than ${maxFunctionLines}`, () => {
  const long = written.filter(({ file }) => file.getEndLineNumber() > maxLines).map(({ path }) => path);
  assert.equal(long, []);
  const functions = written.flatMap(({ file, path }) =>
    [
      ...file.getDescendantsOfKind(SyntaxKind.FunctionDeclaration),
      ...file.getDescendantsOfKind(SyntaxKind.MethodDeclaration),
    ]
      .filter((declared) => declared.getEndLineNumber() - declared.getStartLineNumber() + 1 > maxFunctionLines)
      .map((declared) => `${path}: ${declared.getName()}`),
  );
  assert.equal(functions, []);
});

test("what a file exports is documented", () => {
  const bare = written.flatMap(({ file, path }) =>
    [
      ...file.getFunctions(),
      ...file.getClasses(),
      ...file.getInterfaces().filter((declared) => declared.getProperties().length > 0),
    ]
      .filter((declared) => declared.isExported() && declared.getJsDocs().length === 0)
      .map((declared) => `${path}: ${declared.getName() ?? ""}`),
  );
  assert.equal(bare, []);
});

test("nothing is left to be done, and no check is switched off", () => {
  const words = new RegExp(
    ["TO" + "DO", "FIX" + "ME", "X{3}", "@ts-" + "ignore", "@ts-" + "expect-error", "biome-" + "ignore"].join("|"),
  );
  const all = fastGlob.sync(["compiler/**/*.ts", "tests/**/*.{ts,sh}", "templates/**"], {
    cwd: root,
    ignore: ["**/built/**", "tests/thorough/architecture.test.ts"],
  });
  const wrong = all.filter((path) => words.test(readFileSync(root + path, "utf8")));
  assert.equal(wrong, []);
});

test("every test file runs its tests, and all of them", () => {
  // uvu is content with a file that forgets run(), and with one test out of many that is marked as the only one.
  const tests = fastGlob.sync("tests/**/*.test.ts", { cwd: root });
  const silent = tests.filter((path) => !readFileSync(root + path, "utf8").endsWith("\ntest.run();\n"));
  assert.equal(silent, []);
  const only = tests.filter((path) => /^\s*test\.(only|skip)\(/m.test(readFileSync(root + path, "utf8")));
  assert.equal(only, []);
});

/** The strings and the names of a file, without its comments. */
function codeOf(file: SourceFile): readonly string[] {
  return [
    ...file.getDescendantsOfKind(SyntaxKind.Identifier),
    ...file.getDescendantsOfKind(SyntaxKind.StringLiteral),
    ...file.getDescendantsOfKind(SyntaxKind.NoSubstitutionTemplateLiteral),
  ].map((node) => node.getText());
}

function layerOf(path: string): string {
  return path.split("/")[0] ?? path;
}

function targetOf(path: string): string | undefined {
  const [layer, target, ...rest] = path.split("/");
  return layer === "targets" && rest.length > 0 ? target : undefined;
}

const imports = new Map<SourceFile, readonly string[]>();

/** What a file imports of the compiler, by path in it. */
function importsOf(file: SourceFile): readonly string[] {
  const known = imports.get(file) ?? findImports(file);
  imports.set(file, known);
  return known;
}

function findImports(file: SourceFile): readonly string[] {
  const literals = [
    ...file.getImportDeclarations().map((declaration) => declaration.getModuleSpecifierValue()),
    ...file.getExportDeclarations().flatMap((declaration) => declaration.getModuleSpecifierValue() ?? []),
    ...file
      .getDescendantsOfKind(SyntaxKind.CallExpression)
      .filter((call) => call.getExpression().getKind() === SyntaxKind.ImportKeyword)
      .map((call) => call.getArguments()[0]?.getText().slice(1, -1) ?? ""),
  ];
  return literals
    .filter((path) => path.startsWith("."))
    .map((path) => relative(compiler, resolve(dirname(file.getFilePath()), path)));
}

function usesNode(file: SourceFile): boolean {
  const isImported = file
    .getImportDeclarations()
    .some((declaration) => declaration.getModuleSpecifierValue().startsWith("node:") && !declaration.isTypeOnly());
  const globals = file
    .getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)
    .some((access) => ["process", "console", "Buffer"].includes(access.getExpression().getText()));
  return isImported || globals;
}

test.run();
