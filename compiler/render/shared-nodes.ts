import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";

/**
 * Gives the owner of a place in a document what it shares with others, so that a patch changes this place and no other:
 * on the way to it an alias is replaced by a copy of its target, and a field that comes from a merge (`<<`) is copied into
 * the map. When the place itself is to be removed and comes from a merge, the map takes over all merged fields.
 */
export function ownPlace(document: Document, pointer: readonly string[], isRemoval: boolean): void {
  let node: unknown = document.contents;
  for (const [index, key] of pointer.entries()) {
    if (isMap(node)) ownKey(document, node, key, index < pointer.length - 1 ? "copy" : isRemoval ? "expand" : "leave");
    else if (!isSeq(node)) return;
    const step = isSeq(node) ? Number(key) : key;
    const child = node.get(step, true);
    const isOnTheWay = index < pointer.length - 1;
    if (isAlias(child) && isOnTheWay) node.set(step, copyOf(child.resolve(document)));
    node = node.get(step, true);
  }
}

/** Makes a key that comes from a merge the map's own, or all keys of the merge. */
function ownKey(document: Document, map: YAMLMap, key: string, how: "copy" | "expand" | "leave"): void {
  if (how === "leave" || map.has(key)) return;
  const merge = map.items.find((item) => isScalar(item.key) && item.key.value === "<<");
  const fragment = isAlias(merge?.value) ? merge.value.resolve(document) : undefined;
  if (!isMap(fragment) || !fragment.has(key)) return;
  if (how === "copy") map.set(key, copyOf(fragment.get(key, true) as Node));
  else {
    map.delete("<<");
    const merged = fragment.clone() as YAMLMap;
    for (const { key: name, value } of merged.items) if (!map.has(name)) map.set(name, value);
  }
}

function copyOf(node: Node | undefined): Node | undefined {
  const copy = node?.clone() as (Node & { anchor?: string }) | undefined;
  if (copy) delete copy.anchor;
  return copy;
}
