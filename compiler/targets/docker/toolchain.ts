import type { Instruction } from "./stage.ts";

/** How Go or Java is built. */
export interface Toolchain {
  /** What the SDK image lacks. */
  readonly tools: readonly Instruction[];
  /** Runs before the source is copied, so that it is cached until dependencies change. */
  readonly prepare: readonly Instruction[];
  /** The mounts of the build. */
  readonly caches: readonly string[];
  /** The build, unless the specification sets a command. */
  readonly compile: readonly string[];
  /** Variables that direct the command of the specification to the place where the default build writes. */
  readonly redirect: Readonly<Record<string, string>>;
  /** Moves the result of either build to `built`, unless the specification sets the output. */
  readonly collect: readonly string[];
  /** The files and folders of the result in the build stage. What changes least comes first. */
  readonly built: readonly string[];
  /** The folder that receives them in the production image. */
  readonly to: string;
  readonly development: DevelopmentTools;
}

/** Development and tests run without network access, as the user, who also installs what they need. */
export interface DevelopmentTools {
  readonly variables: Readonly<Record<string, string>>;
  /** Directories that belong to the user. */
  readonly directories: readonly string[];
  /** Downloads dependencies before the source is copied. */
  readonly prepare: readonly Instruction[];
  /** Whether builds write into the source, which then belongs to the user. */
  readonly writesSource: boolean;
  /** Downloads or compiles what can only be found with the source. */
  readonly fetch: readonly Instruction[];
}
