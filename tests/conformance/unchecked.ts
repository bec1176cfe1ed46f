/** Files that no tool judges. */
export interface Unchecked {
  /** Paths in a tree. */
  readonly path: RegExp;
  readonly reason: string;
}

/** An entry without a file in any tree fails the run. */
export const unchecked: readonly Unchecked[] = [
  { path: /^\.varai-gen\.manifest$/, reason: "read and written by varai-gen alone; `varai-gen check` judges it" },
  { path: /(^|\/)\.gitignore$/, reason: "any line is a valid pattern" },
  {
    path: /^config\//,
    reason: "what the specification says, byte for byte, in a notation that is the author's choice",
  },
];
