import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { SpecPath } from "../spec/path.ts";
import type { BuildSpec, LockfileSpec, RuntimeSpec, SourceSpec } from "../spec/spec.ts";
import type { SourceFacts } from "./repository-facts.ts";

/** The signal on which nginx, which serves static sites, stops gracefully (https://nginx.org/en/docs/control.html). */
export const siteStopSignal = "SIGQUIT";

/** What a built image is for. */
export type Purpose = "production" | "development" | "test";

/** The user of a container. Both IDs are never 0 without an exception. */
export interface User {
  readonly id: number;
  readonly group: number;
  /** The name of the user, in images that are built from source. */
  readonly name: string | undefined;
}

/** An image that is built from this repository: with a generated Dockerfile, or with one of the repository. */
export type AnyBuild = Build | OwnBuild;

/** The largest sizes of an image, in bytes. */
export interface SizeBudget {
  /** In a registry, per platform. */
  readonly compressed: number | undefined;
  readonly uncompressed: number | undefined;
  /** The unit in which the specification states them, such as `MB`. */
  readonly unit: string;
}

/** What every image built from this repository has. */
export interface BuildIdentity {
  /** The service or the job that it is built for. */
  readonly name: string;
  readonly description: string;
  /** Its name in the registry. */
  readonly imageName: string;
  readonly sizeBudget: SizeBudget | undefined;
  readonly path: SpecPath;
}

/** A secret that the build of an image mounts. */
export interface BuildSecret {
  /** The id of its mount. */
  readonly id: string;
  /** Its name. */
  readonly secret: string;
}

/** An image that a Dockerfile of the repository builds. Paths are relative to the root of the repository. */
export interface OwnBuild extends BuildIdentity {
  readonly kind: "own";
  readonly dockerfile: string;
  /** `.` for the root. */
  readonly context: string;
  /** The stages by purpose; an empty string is the last one. Without one for development, production runs there too. */
  readonly targets: Readonly<Partial<Record<Purpose, string>>>;
  readonly args: Readonly<Record<string, string>>;
  /** The secrets that the build mounts, with the ids under which it does, by id. */
  readonly secrets: readonly BuildSecret[];
  /** The Dockerfile as it was read; undefined if it does not exist. */
  readonly file: Dockerfile | undefined;
}

/** An image that a generated Dockerfile builds, and how. */
export interface Build extends BuildIdentity {
  readonly kind: "generated";
  readonly runtime: Runtime;
  readonly source: Source;
  /** What the repository contains; undefined if the source was not read. */
  readonly facts: SourceFacts | undefined;
  /** The project file or package within the source. */
  readonly project: string | undefined;
  readonly lockfile: Lockfile;
  readonly packages: Packages;
  readonly build: CommandSpec | undefined;
  /** The folders that builds of other services fill, by path. */
  readonly copies: readonly CopiedOutput[];
  /** Whether the build only fills folders of other services. Then it has no image but that of its tests. */
  readonly isForOthers: boolean;
  /** The folder of a static site, relative to the source; undefined for a service that runs itself. */
  readonly site: { readonly folder: string; readonly fallback: boolean; readonly health: string } | undefined;
  readonly start: readonly string[];
  /** Undefined without a development stage. */
  readonly develop: readonly string[] | undefined;
  /** The port of the debugger in development. */
  readonly debug: number | undefined;
  /** Undefined without a test stage. */
  readonly test: readonly string[] | undefined;
  /** The first process of the container. */
  readonly init: { readonly name: "tini" | "dumb-init"; readonly version: string | undefined } | undefined;
  readonly user: User;
  readonly stopSignal: string;
  /** The ports it listens on. */
  readonly ports: readonly number[];
  /** The port that the specification calls `port`; undefined for a worker. */
  readonly port: number | undefined;
  /** Directories in the image that belong to the user, so that volumes mounted there do. */
  readonly ownedDirectories: readonly string[];
  /** Whether an exception makes the root file system writable in some environment. */
  readonly isWritable: boolean;
  /** The health check of the production image, in exec form; undefined when it has none. */
  readonly healthcheck: Healthcheck | undefined;
  /** The Dockerfiles that hold its stages. */
  readonly dockerfile: string;
  readonly developmentDockerfile: string;
  readonly variants: readonly Variant[];
}

/** The language and the base image. */
export interface Runtime extends RuntimeSpec {
  readonly variant: string;
}

/** The build of a generated Dockerfile. Without a command, that of the language runs. */
export type CommandSpec = Pick<BuildSpec, "command" | "output" | "args" | "include" | "secrets">;

/** The output of another service's build, in the source of this one. */
export interface CopiedOutput {
  /** The folder that it fills, relative to the source folder. */
  readonly path: string;
  /** The service whose build writes it. */
  readonly service: string;
}

/** Where the source lies, relative to the root of the platform's repository. */
export interface Source extends SourceSpec {
  /** `.` for the root. */
  readonly folder: string;
  /** Which paths of the folder belong to it; empty: all. */
  readonly paths: readonly string[];
  /** Paths of the folder that only development and tests need. */
  readonly tests: readonly string[];
  readonly shared: readonly string[];
}

/** What installs dependencies, and from which files. */
export interface Lockfile {
  readonly path: string;
  /** pip's second file. */
  readonly development: string;
  readonly manager: NonNullable<LockfileSpec["manager"]>;
  readonly scripts: boolean;
  /** Extras or groups of the project that production needs (poetry, uv, pdm). */
  readonly extras: readonly string[];
  /** Whether the project itself is installed (Python). */
  readonly project: boolean;
}

/** A package of the operating system. */
export interface Package {
  readonly name: string;
  /** The start of its version; undefined: whatever the base image's release has. */
  readonly version: string | undefined;
}

/** Packages of the operating system. */
export interface Packages {
  readonly build: readonly Package[];
  readonly run: readonly Package[];
}

/** A health check that runs in the container. Times are in seconds. */
export interface Healthcheck {
  readonly command: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly retries: number;
}

/** The same service on another base image. */
export interface Variant {
  readonly name: string;
  readonly runtime: Runtime;
  readonly dockerfile: string;
  readonly packages: Packages;
  readonly purposes: readonly Purpose[];
  readonly strip: boolean;
  readonly sizeBudget: SizeBudget | undefined;
}
