import type { SpecPath } from "../spec/path.ts";
import type { Hardening } from "./hardening.ts";
import type { AnyBuild } from "./image.ts";
import type { Text } from "./text.ts";

/** Where the image of a service comes from. */
export type Origin = { readonly kind: "built"; readonly build: AnyBuild } | { readonly kind: "image" } | EngineOrigin;

/** An engine of the catalogue with its settings in the specification. */
export interface EngineOrigin {
  readonly kind: "engine";
  readonly engine: string;
  readonly version: string;
  readonly username: string | undefined;
  readonly database: string | undefined;
  /** The secret that is its password. */
  readonly password: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** Its address, with the password in it. */
  readonly url: Text;
}

/** The fields that services, jobs and test runs share: the container and its surroundings. */
export interface Workload {
  /** As the specification calls it. */
  readonly name: string;
  /** As others reach it: the name with the environment's suffix. */
  readonly hostname: string;
  readonly description: string;
  readonly origin: Origin;
  /** The image with its tag. An image that is built from source has no tag here: it is the version. */
  readonly image: string;
  /** In exec form; empty: the image's own. */
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** By name. */
  readonly env: readonly EnvironmentVariable[];
  /** By path. */
  readonly files: readonly MountedFile[];
  /** The secrets that are mounted in `/run/secrets`, declared and derived, by name. */
  readonly secrets: readonly string[];
  /** By path. */
  readonly storage: readonly Storage[];
  /** Writable directories that are empty at every start, by path. */
  readonly temporary: readonly TemporaryDirectory[];
  /** By path. */
  readonly hostPaths: readonly HostPath[];
  readonly resources: Resources;
  readonly hardening: Hardening;
  /** By name. */
  readonly dependsOn: readonly Dependency[];
  /** The services that it talks to: those it depends on, refers to or names. By name. */
  readonly talksTo: readonly string[];
  /** Places outside the platform that it calls. By host. */
  readonly egress: readonly Egress[];
  /** Networks that it joins by name. */
  readonly networks: readonly string[];
  readonly logging: Logging;
  readonly path: SpecPath;
}

/** A variable. By default a secret value reaches the process as a file. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: Text;
  /** `file`: the process gets `NAME_FILE` with the path of `secret`. */
  readonly as: "value" | "file" | "env";
  /** The declared or derived secret that the value is, for `file` and `env`. */
  readonly secret: string | undefined;
  readonly reason: string | undefined;
  /** The setting whose value it is. */
  readonly setting: string | undefined;
}

/** A file that is mounted read-only. */
export interface MountedFile {
  /** In the container. */
  readonly path: string;
  readonly content:
    | {
        readonly kind: "text";
        readonly text: Text;
        /** Whether it is computed: Compose mounts the folder of a generated file instead. */
        readonly isComputed?: boolean;
      }
    | { readonly kind: "secret"; readonly secret: string }
    | { readonly kind: "repository"; readonly source: string }
    | { readonly kind: "generated"; readonly source: string };
}

/** A volume that outlives its container. */
export interface Storage {
  readonly name: string;
  readonly path: string;
  /** Mebibytes. */
  readonly size: number;
  readonly shared: boolean;
  /** Whether a new volume belongs to another user than the service's, so that its owner has to be set. */
  readonly needsOwner: boolean;
}

/** A directory in memory that is empty at every start. */
export interface TemporaryDirectory {
  readonly path: string;
  /** Mebibytes. */
  readonly size: number;
}

/** A file or folder of the host that is mounted at `path`. */
export interface HostPath {
  readonly path: string;
  readonly host: string;
  readonly write: boolean;
  readonly reason: string;
}

/** CPU in thousandths, memory and disk in mebibytes. */
export interface Resources {
  readonly cpu: { readonly request: number; readonly limit: number };
  readonly memory: { readonly request: number; readonly limit: number };
  readonly disk: number;
  readonly pids: number;
}

/** What has to be there before a workload starts. */
export interface Dependency {
  readonly name: string;
  /** What it is: only services and jobs can be waited for. */
  readonly kind: "service" | "job" | "external";
  readonly condition: "healthy" | "started" | "completed";
}

/** A place outside of the platform that may be called; `host` may start with `*.`. */
export interface Egress {
  readonly host: string;
  readonly port: number;
}

/** What a workload logs, and how its log files are rotated. */
export interface Logging {
  readonly level: "debug" | "info" | "warning" | "error" | undefined;
  readonly format: "json" | "text" | undefined;
  readonly rotate: { readonly size: string; readonly files: number };
}
