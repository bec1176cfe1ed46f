import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLMap,
} from "yaml";
import { oneLine } from "../literals/comment.ts";
import { quoteYaml } from "../literals/yaml.ts";
import type { Reporter } from "../model/reporter.ts";
import { globExpression } from "../source/glob.ts";
import type { SpecPath } from "../spec/path.ts";
import type { OverrideSpec } from "../spec/spec.ts";
import type { OutputFile } from "./render.ts";
import { ownPlace } from "./shared-nodes.ts";

/** The style of generated YAML, so that an override changes nothing else. */
const style = { lineWidth: 0, flowCollectionPadding: false } as const;

/** Applies the overrides of a target to its files. Reports those that match nothing. */
export function applyOverrides(
  files: readonly OutputFile[],
  overrides: readonly OverrideSpec[],
  target: string,
  reporter: Reporter,
): readonly OutputFile[] {
  const changed = new Map(files.map((file) => [file.path, file]));
  overrides.forEach((override, index) => {
    const at = (key: string): SpecPath => ["overrides", target, index, key];
    const matching = files.filter(({ path }) => globExpression(override.file).test(path));
    if (matching.length === 0) {
      reporter.report("override/no-file", { path: at("file") }, { file: override.file, target });
    }
    for (const { path } of matching) {
      const file = changed.get(path);
      if (!file) continue;
      const result = change(file, override);
      if ("text" in result) changed.set(path, { ...file, text: result.text });
      else if (result.problem === "not-yaml") {
        reporter.report("override/not-yaml", { path: at("file") }, { file: path });
      } else reporter.report("override/no-place", { path: at("path") }, { path: override.path, file: path });
    }
  });
  return [...changed.values()];
}

type Changed = { readonly text: string } | { readonly problem: "not-yaml" | "no-place" };

function change(file: OutputFile, override: OverrideSpec): Changed {
  if (!/\.ya?ml$/.test(file.path)) return { problem: "not-yaml" };
  const documents = parseAllDocuments(file.text);
  if (!Array.isArray(documents)) return { problem: "no-place" };
  const pointer = override.path.split("/").slice(1).map(tokenOf);
  for (const document of documents) keepComments(document);
  const isChanged = documents.map((document) => put(document, pointer, override)).includes(true);
  if (!isChanged) return { problem: "no-place" };
  return { text: documents.map((document) => escapeBreaks(document.toString(style))).join("") };
}

/** Moves a comment between a key without a value and the next key to the next key. */
function keepComments(document: Document): void {
  visit(document, {
    Map: (_, { items }) => {
      for (const [index, { value }] of items.entries()) {
        const next = items[index + 1]?.key;
        if (!isScalar(value) || value.value !== null || !value.comment || !isScalar(next)) continue;
        next.commentBefore = value.comment;
        next.spaceBefore = false;
        value.comment = null;
      }
    },
  });
}

/** Escapes characters that YAML 1.1 reads as line breaks, or that are not printable (YAML 1.2, 5.4). */
function escapeBreaks(text: string): string {
  return text.replaceAll(
    /[^\P{Cc}\n\t]|[\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** RFC 6901, 4 */
function tokenOf(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Sets or removes the value at a pointer; false if its parent, or the value to remove, does not exist. */
function put(document: Document, pointer: readonly string[], override: OverrideSpec): boolean {
  ownPlace(document, pointer, !("value" in override));
  const owner = pointer.length === 1 ? document.contents : document.getIn(pointer.slice(0, -1), true);
  const key = pointer.at(-1) ?? "";
  if (!isCollection(owner)) return false;
  if (!("value" in override)) return owner.delete(isSeq(owner) ? Number(key) : key);
  const value = quoted(document.createNode(override.value));
  const comment = ` Override: ${oneLine(override.reason)}`;
  if (isSeq(owner)) {
    value.commentBefore = comment;
    if (key !== "-" && !owner.has(Number(key))) return false;
    if (key === "-") owner.add(value);
    else owner.set(Number(key), value);
  } else if (isMap(owner)) putInMap(document, owner, { key, value, comment });
  return true;
}

/** Quotes the strings that YAML 1.1 or 1.2 would read as something else, or that have characters to escape. */
function quoted(node: Node): Node {
  visit(node, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "string" && quoteYaml(scalar.value).startsWith('"')) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return node;
}

/** The key node, which keeps its position and comments. */
function putInMap(
  document: Document,
  owner: YAMLMap,
  { key, value, comment }: { readonly key: string; readonly value: Node; readonly comment: string },
): void {
  const pair = owner.items.find((item) => isScalar(item.key) && item.key.value === key);
  const old = isScalar(pair?.key) ? pair.key : undefined;
  const node = document.createNode(key);
  quoted(node);
  node.commentBefore = old?.commentBefore ? `${old.commentBefore}\n${comment}` : comment;
  node.spaceBefore = old?.spaceBefore === true;
  if (pair) Object.assign(pair, { key: node, value });
  else owner.add(document.createPair(node, value));
}
