import type { Instruction } from "./stage.ts";

/** How a compiled language is built. */
export interface Toolchain {
  /** Runs before the source is copied, so that it is cached until dependencies change. */
  readonly prepare: readonly Instruction[];
  /** The mounts of the build. */
  readonly caches: readonly string[];
  /** The build, unless the specification sets a command. */
  readonly compile: readonly string[];
  /** Moves the result of either build to `built`, unless the specification sets the output. */
  readonly collect: readonly string[];
  /** The result in the build stage, and its place in the production image. */
  readonly built: string;
  readonly to: string;
  /** Downloads dependencies for development and tests, which run without network access. */
  readonly fetch: readonly Instruction[];
  /** Variables of development and tests. */
  readonly variables: Readonly<Record<string, string>>;
}
