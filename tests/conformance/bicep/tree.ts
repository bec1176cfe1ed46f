import type { Job, Tree } from "../checker.ts";
import { filesLike, textOf } from "../trees.ts";
import type { Workshop } from "../workshop.ts";

/** A node of the syntax tree of a file. */
export interface Node {
  readonly type: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Whether it is more than a word or a sign of the language. */
  readonly named: boolean;
  /** Whether the grammar could make nothing of it, or misses it. */
  readonly broken: boolean;
  readonly children: readonly Node[];
}

/** A file and its syntax tree. */
export interface BicepFile {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

/** Templates in Bicep. */
export function bicepFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /\.bicep$/);
}

/** Files of parameters. */
export function parameterFiles(tree: Tree): readonly string[] {
  return filesLike(tree, /\.bicepparam$/);
}

/** One job for all templates and files of parameters of a tree: a template is judged with its modules. */
export function jobForTemplates(tree: Tree): readonly Job[] {
  const files = [...bicepFiles(tree), ...parameterFiles(tree)];
  return files.length === 0 ? [] : [{ subject: "", files }];
}

/** Reads files. A file of parameters is read as the variables that it is much like: the grammar is for templates. */
export async function readBicep(
  files: readonly string[],
  tree: Tree,
  workshop: Workshop,
): Promise<readonly BicepFile[]> {
  const texts = files.map((file) => {
    const text = textOf(tree, file);
    return file.endsWith(".bicepparam") ? text.replace(/^using .*$/m, "").replaceAll(/^param /gm, "var ") : text;
  });
  const input = JSON.stringify(texts);
  const { code, out, err } = await workshop.run("bicep-tree", [], { cwd: tree.folder, input });
  if (code !== 0) throw new Error(err || "the syntax trees cannot be read");
  const roots = JSON.parse(out) as readonly Node[];
  return files.flatMap((path, index) => {
    const root = roots[index];
    return root ? [{ path, text: texts[index] ?? "", root }] : [];
  });
}

/** The text of a node. */
export function sourceOf(node: Node, { text }: BicepFile): string {
  return text.slice(node.start, node.end);
}

/** The first child of one of these types. */
export function childOf(node: Node, ...types: readonly string[]): Node | undefined {
  return node.children.find(({ type }) => types.includes(type));
}

/** Every node of a tree, the outer ones first. */
export function nodesIn(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(nodesIn)];
}
