import type { Origin, WrittenOrigin } from "./origin.ts";

/** A value that is neither a map nor a list. */
export type Scalar = string | number | boolean | null;

/** The entries of a map, by key. */
export type Entries = ReadonlyMap<string, SpecNode>;

/** A value of the specification that knows where it comes from. It never changes, and layers share it. */
export class SpecNode {
  readonly content: Scalar | readonly SpecNode[] | Entries;
  readonly origin: Origin;
  /** The keys that a null took out of this map, each with the place of its null. */
  readonly removed: ReadonlyMap<string, Origin> | undefined;
  /** Whether several layers have written this map. `origin` is where the topmost one is. */
  readonly isLayered: boolean;
  #plain: unknown;

  constructor(content: SpecNode["content"], origin: Origin, layers: Pick<SpecNode, "removed" | "isLayered"> = alone) {
    this.content = content;
    this.origin = origin;
    this.removed = layers.removed;
    this.isLayered = layers.isLayered;
  }

  /** The value alone, as plain data. */
  get plain(): unknown {
    this.#plain ??= plainOf(this.content);
    return this.#plain;
  }

  /** The entries of a map; anything else has none. */
  get entries(): Entries {
    return this.content instanceof Map ? this.content : noEntries;
  }

  /** The items of a list; anything else has none. */
  get items(): readonly SpecNode[] {
    return Array.isArray(this.content) ? this.content : [];
  }

  /** The entry of a map, or the item of a list. */
  child(key: string | number): SpecNode | undefined {
    return typeof key === "number" ? this.items[key] : this.entries.get(key);
  }

  /** The same map with other entries. */
  with(entries: Entries): SpecNode {
    return new SpecNode(entries, this.origin, this);
  }
}

const alone = { removed: undefined, isLayered: false };

const noEntries: Entries = new Map();

/** Plain data as nodes that all have one origin. */
export function nodeOf(value: unknown, origin: Origin): SpecNode {
  if (Array.isArray(value)) {
    return new SpecNode(
      value.map((item) => nodeOf(item, origin)),
      origin,
    );
  }
  if (typeof value !== "object" || value === null) return new SpecNode(value as Scalar, origin);
  return new SpecNode(new Map(Object.entries(value).map(([key, entry]) => [key, nodeOf(entry, origin)])), origin);
}

/** The string of a scalar exactly as it was written, such as `1.10` for the number 1.1. Undefined for anything else. */
export function textOf({ content, origin }: SpecNode): string | undefined {
  if (typeof content === "string") return content;
  if (typeof content !== "number" && typeof content !== "boolean") return undefined;
  return origin.kind === "written" ? (writtenText(origin) ?? String(content)) : String(content);
}

function writtenText({ value }: WrittenOrigin): string | undefined {
  return value?.file.text.slice(value.start, value.end);
}

function plainOf(content: SpecNode["content"]): unknown {
  if (Array.isArray(content)) return content.map((item: SpecNode) => item.plain);
  if (!(content instanceof Map)) return content;
  // fromEntries and not assignment, which would give "__proto__" a meaning.
  return Object.fromEntries(Array.from(content as Entries, ([key, entry]) => [key, entry.plain]));
}
