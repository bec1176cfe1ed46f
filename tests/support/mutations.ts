import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { hostileTexts } from "./hostile.ts";
import type { Random } from "./random.ts";

type Collection = YAMLMap | YAMLSeq;

/** Breaks a specification in one way, or in several: its text, or what it says. */
export function mutated(text: string, random: Random): string {
  if (random.next() < 0.3) return random.one(textMutations)(text, random);
  const document = parseDocument(text);
  for (let count = 1 + random.below(3); count > 0; count--) {
    const owners = collectionsOf(document.contents).filter((owner) => owner.items.length > 0);
    if (owners.length > 0) random.one(nodeMutations)(random.one(owners), random, document);
  }
  return document.toString({ lineWidth: 0 });
}

type NodeMutation = (owner: Collection, random: Random, document: Document) => void;
type TextMutation = (text: string, random: Random) => string;

const nodeMutations: readonly NodeMutation[] = [
  // An entry less.
  (owner, random) => owner.items.splice(random.below(owner.items.length), 1),
  // An entry twice.
  (owner, random) => {
    const item = random.one<unknown>(owner.items);
    owner.items.push(item as never);
  },
  // Another value.
  (owner, random, document) => put(owner, random.below(owner.items.length), document.createNode(anyValue(random))),
  (owner, random, document) => put(owner, random.below(owner.items.length), document.createNode(anyValue(random))),
  // The value of another key.
  (owner, random, document) => {
    const other = random.one(collectionsOf(document.contents));
    if (!collectionsOf(other).includes(owner)) put(owner, random.below(owner.items.length), other.clone());
  },
  // Another key, or one more.
  (owner, random, document) => {
    if (!isMap(owner)) return;
    const keys = collectionsOf(document.contents).flatMap((map) => (isMap(map) ? map.items.map(keyOf) : []));
    const key = document.createNode(random.next() < 0.5 ? random.one(hostileTexts) : random.one(keys));
    const pair = random.one(owner.items);
    if (random.next() < 0.5) pair.key = key;
    else owner.items.push(document.createPair(key, anyValue(random)));
  },
];

const textMutations: readonly TextMutation[] = [
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => text.slice(random.below(text.length)),
  // A character is missing, doubled, or another one.
  (text, random) => splice(text, random.below(text.length), 1 + random.below(3), ""),
  (text, random) => splice(text, random.below(text.length), 0, random.one(hostileTexts)),
  (text, random) => splice(text, random.below(text.length), 1, random.one([..." :-#'\"{}[]&*!|>%@`,?\t\0\\\n"])),
  (text, random) => splice(text, random.below(text.length), 1, String.fromCharCode(random.below(0x10000))),
  // A line is missing, twice there, or further in.
  (text, random) => withLine(text, random, () => []),
  (text, random) => withLine(text, random, (line) => [line, line]),
  (text, random) => withLine(text, random, (line) => [`  ${line}`]),
];

function splice(text: string, at: number, count: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + count);
}

function withLine(text: string, random: Random, change: (line: string) => readonly string[]): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  return lines.flatMap((line, index) => (index === at ? change(line) : [line])).join("\n");
}

/** A value of any type, small or absurd. */
function anyValue(random: Random): unknown {
  const kinds: readonly (() => unknown)[] = [
    () => random.one(hostileTexts),
    () => random.one([0, -1, 1, 65_536, 1e21, -1e-9, 0.1, Number.MAX_SAFE_INTEGER]),
    () => random.one([null, true, false]),
    () => random.one([[], {}, [[]], [null], [{}]]),
    () => [random.one(hostileTexts), random.one(hostileTexts)],
    () => ({ [random.one(hostileTexts)]: random.one(hostileTexts) }),
    () => nested(random.below(80)),
  ];
  return random.one(kinds)();
}

function nested(levels: number): unknown {
  return levels === 0 ? "deep" : levels % 2 === 0 ? [nested(levels - 1)] : { x: nested(levels - 1) };
}

function put(owner: Collection, index: number, value: unknown): void {
  if (isSeq(owner)) owner.items[index] = value;
  const pair = isMap(owner) ? owner.items[index] : undefined;
  if (pair) pair.value = value as never;
}

function keyOf(pair: { readonly key: unknown }): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

/** A map or list with everything inside of it that is one. */
function collectionsOf(node: unknown): readonly Collection[] {
  if (isMap(node)) return [node, ...node.items.flatMap((pair) => collectionsOf(pair.value))];
  return isSeq(node) ? [node, ...node.items.flatMap(collectionsOf)] : [];
}
