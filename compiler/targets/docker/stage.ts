import type { Healthcheck, Purpose } from "../../model/image.ts";
import type { StageNames } from "../../model/stage-names.ts";

/** An instruction whose place among the others matters. */
export type Instruction =
  | { readonly kind: "arg" | "env"; readonly name: string; readonly value: string }
  | Copy
  | { readonly kind: "run"; readonly mounts: readonly string[]; readonly commands: readonly string[] }
  | { readonly kind: "user"; readonly user: string }
  | { readonly kind: "workdir"; readonly path: string };

/** A COPY instruction. */
export interface Copy {
  readonly kind: "copy";
  /** A stage or an image; null for the build context. */
  readonly from: Stage | string | null;
  /** The owner of the copied files, as numbers; empty: root for files of the context, otherwise the owner there. */
  readonly owner: string;
  readonly sources: readonly string[];
  readonly to: string;
}

/** What the configuration of an image holds besides variables, user and working directory. */
export interface Settings {
  /** Keys below `org.opencontainers.image`, with their values. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly ports?: readonly number[];
  readonly stopSignal?: string;
  readonly healthcheck?: Healthcheck;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
}

/**
 * A stage as its service needs it, before equal stages are shared and stages with one consumer are merged into it.
 * A stage states all of its settings, whether or not the stage it starts from has them already.
 */
export interface Stage {
  readonly name: string;
  readonly role: keyof StageNames;
  /** `target`: built by name. `private`: for its own service. `shareable`: equal ones of several services become one. */
  readonly scope: "target" | "private" | "shareable";
  /** A stage or an image. */
  readonly from: Stage | string;
  readonly instructions: readonly Instruction[];
  readonly settings: Settings;
}

/** The folder that a build writes, in one of its stages. */
export interface BuildOutput {
  readonly from: Stage;
  /** The absolute path. */
  readonly folder: string;
}

/** The stage of a family's Dockerfile that becomes an image, by purpose; undefined where another Dockerfile has it. */
export interface TargetStages extends Readonly<Partial<Record<Purpose, Stage>>> {
  /** The result of the build, for images of other services; undefined where it has no known folder. */
  readonly output?: BuildOutput;
}

/** A RUN instruction without mounts; none without commands. */
export function run(...commands: readonly string[]): readonly Instruction[] {
  return runWith([], ...commands);
}

/** A RUN instruction with mounts; none without commands. */
export function runWith(mounts: readonly string[], ...commands: readonly string[]): readonly Instruction[] {
  return commands.length === 0 ? [] : [{ kind: "run", mounts, commands }];
}

/** A COPY instruction from the build context. */
export function copy(sources: readonly string[], to: string, owner = ""): Copy {
  return { kind: "copy", from: null, owner, sources, to };
}

/** A COPY instruction from a stage or an image. */
export function copyFrom(from: Stage | string, source: string, to: string, owner = ""): Copy {
  return { kind: "copy", from, owner, sources: [source], to };
}

/** ENV instructions, in the order of the record. */
export function env(variables: Readonly<Record<string, string>>): readonly Instruction[] {
  return Object.entries(variables).map(([name, value]) => ({ kind: "env", name, value }));
}
