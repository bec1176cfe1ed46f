import { nodeOf, type Scalar, SpecNode } from "./node.ts";
import { type Origin, partOf } from "./origin.ts";

/** Gives the long forms of short forms their places, and knows which maps and lists are written in no file. */
export class Lifting {
  readonly #lifted = new Set<SpecNode>();

  /** Whether only a short form is written for a map or a list, and not its keys or items. */
  has(node: SpecNode): boolean {
    return this.#lifted.has(node);
  }

  /** What a short form becomes, with the places of its parts: `node@20` is `{ name: «node», version: «20» }`. */
  lift(long: unknown, short: SpecNode): SpecNode {
    const { origin } = short;
    // What a short form takes over as it is keeps its places.
    if (long === short.plain) return short;
    if (typeof long !== "object" || long === null) return new SpecNode(long as Scalar, partOf(origin, String(long)));
    const isShort = origin.kind === "written" && typeof short.content !== "object";
    const around: Origin = isShort ? { ...origin, isShort } : origin;
    if (Array.isArray(long)) {
      const items = long.map((item) => this.lift(item, short));
      return this.#add(items, around);
    }
    const entries = Object.entries(long).map(([key, entry]) => {
      // A list of names is short for a map of them.
      const item = short.items.find(({ content }) => content === key);
      return [key, item ? nodeOf(entry, item.origin) : this.lift(entry, short)] as const;
    });
    return this.#add(new Map(entries), around);
  }

  #add(content: SpecNode["content"], origin: Origin): SpecNode {
    const lifted = new SpecNode(content, origin);
    this.#lifted.add(lifted);
    return lifted;
  }
}
