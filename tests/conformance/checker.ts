import type { Workshop } from "./workshop.ts";

/** A folder of output. */
export interface Tree {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** By path relative to the folder, in order. */
  readonly files: readonly string[];
}

/** One thing that a checker judges. */
export interface Job {
  /** The file that is judged. Empty when it is several at once: then a finding starts with its file, as in "a.yaml: 3". */
  readonly subject: string;
  /** Every file of the tree that the verdict depends on. */
  readonly files: readonly string[];
}

/** A program, and where it comes from. */
export interface Tool {
  readonly command: string;
  /** The group of tools/NAME.group.sh that installs it. */
  readonly group: string;
  /** What makes it say its version; the version itself for one that its group builds and that does not know. */
  readonly version: readonly string[] | string;
  /** The least version that will do: an older one knows fewer rules. */
  readonly minimum: string;
}

/** A real tool that judges output, and how it is asked. A file in checkers/ has one, and index.ts lists it. */
export interface Checker {
  readonly name: string;
  /** Undefined when Node is all that it takes. */
  readonly tool?: Tool;
  /** Groups whose tools prepare what it judges. */
  readonly with?: readonly string[];
  /** Programs that it needs of the machine, with the Debian package that has each. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Whether it knows the notation of a file and not what the file is for. Such a check alone is not enough. */
  readonly isGeneric?: boolean;
  /** Why it cannot run on this machine; undefined: it can. The run says so, and counts what is skipped. */
  skipped?(): string | undefined;
  /** Whether it is quicker to check than to remember. */
  readonly isInstant?: boolean;
  /** What there is for it in a tree. */
  jobsIn(tree: Tree): readonly Job[];
  /** What it finds; nothing when all is well. */
  check(job: Job, tree: Tree, workshop: Workshop): Promise<readonly string[]>;
}
