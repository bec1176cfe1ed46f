import type { Platform } from "../model/platform.ts";
import type { Reporter } from "../model/reporter.ts";
import type { ValueType } from "../model/value-type.ts";
import type { Spot } from "../spec/origins.ts";
import type { TargetsSpec } from "../spec/spec.ts";
import type { Tier } from "../spec/tiers.ts";
import type { FindDeploymentVariables } from "./deployment-variables.ts";

/** The keys of `targets` that turn a target on and off. */
export type TargetKey = {
  [K in keyof TargetsSpec]-?: "enabled" extends keyof NonNullable<TargetsSpec[K]> ? K : never;
}[keyof TargetsSpec];

/** A file to write: which template makes it, from which view. */
export interface Artifact {
  /** Relative to the output folder, with `/` between folders. */
  readonly path: string;
  /** The path of the template without `.hbs`. */
  readonly template: string;
  /** Everything that the template prints, named, ordered and decided. */
  readonly view: object;
  /** The only environment that needs it. Undefined: the environments share it. */
  readonly environment?: string;
  /** The key that names its path. Missing: the key `path` of the target, if it has one. */
  readonly namedBy?: Spot;
  /** Whether the file may be run. */
  readonly isExecutable?: boolean;
  /** Whether it is written once and then belongs to the user. */
  readonly isOnce?: boolean;
  /** Whether it is its user's alone, and in no version control. */
  readonly isPrivate?: boolean;
}

/** A file to write and the target that it belongs to. */
export interface PlannedArtifact extends Artifact {
  readonly namedBy: Spot;
  /** The key that names its path; undefined if none does. */
  readonly key: string | undefined;
  readonly target: TargetKey;
}

/** Every target. A target uses another one through this list, and imports none. */
export type Peers = readonly Target[];

/** Reads a file back in its own format. The result describes a syntax error; undefined if there is none. */
export type ReadBack = (text: string) => string | undefined;

/** What operators supply to run an environment: variables in an environment file, and files with secrets. */
export interface OperatorInputs {
  readonly environment: string;
  /** The environment file, relative to the output folder. */
  readonly envFile: string;
  readonly variables: readonly OperatorVariable[];
  /** The folder of the files with secrets, relative to the output folder; undefined: secrets are elsewhere. */
  readonly secretsFolder: string | undefined;
  readonly secrets: readonly OperatorSecret[];
}

/** A variable in an environment file. */
export interface OperatorVariable {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  /** Undefined: any string. */
  readonly type: ValueType | undefined;
  /** The services and jobs that read it; empty: the deployment. */
  readonly readers: readonly string[];
}

/** A file with a secret. */
export interface OperatorSecret {
  readonly name: string;
  readonly description: string;
  /** Whether a script creates its value. */
  readonly isGenerated: boolean;
  readonly readers: readonly string[];
}

/** A family of files that a platform compiles to. */
export interface Target<Name extends TargetKey = TargetKey> {
  readonly name: Name;
  /** Whether it is enabled by default. */
  readonly isDefault: boolean;
  /** The tiers of environments that it concerns. */
  readonly tiers: readonly Tier[];
  /** The tiers of the environments of a platform for which it generates files. Missing: all those that it concerns. */
  readonly tiersIn?: (platform: Platform) => readonly Tier[];
  /**
   * How files are read back that are neither YAML nor JSON, by template, or by a folder of templates that ends with `/`.
   * Other files are read by the extension of their template.
   */
  readonly formats?: Readonly<Record<string, ReadBack>>;
  /** Paths of files without a heading that names the specification, because their format has no comments. */
  readonly withoutHeading?: readonly RegExp[];
  /** Whether it serves exposed services itself, without an edge in the environment. */
  readonly hasEdge?: boolean;
  /** Whether it deploys the files of other targets: their settings concern it only through these files. */
  readonly deploysOthers?: boolean;
  /** Reports settings that have no effect. Called whether the target is on or off. */
  check?(platform: Platform, reporter: Reporter): void;
  /** The third-party images that its files name, each with its tag. */
  images(platform: Platform, peers: Peers): readonly string[];
  /** The environment variables that a deployment of its files reads; undefined: none. */
  readonly deploymentVariables?: FindDeploymentVariables;
  /** What operators supply, by environment; undefined: nothing in files. */
  readonly operatorInputs?: (platform: Platform, reporter: Reporter) => readonly OperatorInputs[];
  /** The URL of the page that describes each alert below a heading; undefined: there is none. */
  readonly runbooks?: (platform: Platform) => string | undefined;
  /** The files of a platform. Reports findings that concern only this target. */
  plan(platform: Platform, reporter: Reporter, peers: Peers): readonly Artifact[];
}
