import type { SpecNode } from "../spec/node.ts";
import type { Origin } from "../spec/origin.ts";

/** What takes the place of values: another value, or nothing. */
export type Change = ReadonlyMap<SpecNode, SpecNode | undefined>;

/**
 * A `value` has another one. An `entry` is removed, and with it what refers to it; so is what only an `engine` has. An
 * `unset` key is set to another value than its default.
 */
export type CandidateKind = "value" | "engine" | "entry" | "unset";

/** Something that the output may depend on, and ways to have it otherwise. */
export interface Candidate {
  readonly origins: readonly Origin[];
  /** Each is tried until one of them compiles. */
  readonly changes: readonly Change[];
  readonly kind: CandidateKind;
}

/** The first alternatives of all nodes, then the second ones, and so on. */
export function changesOf(nodes: ReadonlyMap<SpecNode, readonly SpecNode[]>): readonly Change[] {
  const most = Math.max(0, ...[...nodes.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => {
    const changed = [...nodes].flatMap(([node, alternatives]) => {
      const alternative = alternatives[Math.min(index, alternatives.length - 1)];
      return alternative ? [[node, alternative] as const] : [];
    });
    return new Map(changed);
  });
}
