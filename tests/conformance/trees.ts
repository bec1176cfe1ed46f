import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import fastGlob from "fast-glob";
import { parse } from "yaml";
import { foldersOf } from "../../compiler/spec/folders.ts";
import { root } from "../support/sources.ts";
import type { Job, Tree } from "./checker.ts";

const manifest = ".varai-gen.manifest";

/** Every folder of output in the repository: of the platforms, and of the golden cases. */
export function findTrees(): readonly Tree[] {
  const manifests = fastGlob.sync([`generated/${manifest}`, `examples/*/${manifest}`], { cwd: root, dot: true }).sort();
  const goldens = fastGlob.sync("tests/golden/*/expected", { cwd: root, onlyDirectories: true }).sort();
  return [
    ...manifests.map((path) => ownedTree(path.slice(0, -manifest.length - 1))),
    ...goldens.map((path) => treeAt(path)),
  ].filter((tree) => tree.files.length > 0);
}

/** A folder, all of which is output. Findings about a specification beside it are none. */
export function treeAt(name: string, folder = `${root}${name}`, apart: readonly string[] = ["diagnostics.txt"]): Tree {
  const files = fastGlob.sync("**/*", { cwd: folder, dot: true, ignore: [...apart] }).sort();
  return { name, folder, files };
}

/** The files that varai-gen wrote in a folder that has others too. A folder's .env is its owner's. */
function ownedTree(name: string): Tree {
  const folder = `${root}${name}`;
  const lines = readFileSync(`${folder}/${manifest}`, "utf8").split("\n");
  const files = lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" ").slice(2).join(" "));
  const missing = files.filter((file) => !existsSync(`${folder}/${file}`));
  if (missing.length > 0) throw new Error(`${name} lacks ${missing.join(", ")}; run: npm run generate`);
  return { name, folder, files: [...files, manifest].sort() };
}

/** The text of a file of a tree. */
export function textOf(tree: Tree, file: string): string {
  return readFileSync(`${tree.folder}/${file}`, "utf8");
}

/**
 * The text of a file at a path of the repository that the specification of a golden describes: a generated file in the output
 * folder, or a file of the user beside the specification or in its `repository`. Undefined if there is none.
 */
export function textInRepository(tree: Tree, path: string): string | undefined {
  const golden = dirname(tree.folder);
  const specification = `${golden}/platform.yaml`;
  if (!existsSync(specification)) return undefined;
  const { output = ".", root } = parse(readFileSync(specification, "utf8")) as { output?: string; root?: string };
  const folders = foldersOf({ output, ...(root !== undefined && { root }) });
  const generated = `${tree.folder}/${path.replace(`${folders.output}/`, "")}`;
  const candidates = [generated, `${golden}/${folders.root}/${path}`, `${golden}/repository/${path}`];
  const found = candidates.find((candidate) => existsSync(candidate));
  return found === undefined ? undefined : readFileSync(found, "utf8");
}

/** The files of a tree by their own name, such as *.sh, or by their own name and text. */
export function filesLike(tree: Tree, name: RegExp, text?: RegExp): readonly string[] {
  return tree.files
    .filter((file) => name.test(basename(file)))
    .filter((file) => text === undefined || text.test(textOf(tree, file)));
}

/** A job for each of the files, that depends on nothing else. */
export function jobPerFile(files: readonly string[]): readonly Job[] {
  return files.map((file) => ({ subject: file, files: [file] }));
}

/** One job for all of the files, for a tool that takes long to start; none when there is no file. */
export function jobForAll(files: readonly string[], settings: readonly string[] = []): readonly Job[] {
  return files.length === 0 ? [] : [{ subject: "", files: [...files, ...settings] }];
}
