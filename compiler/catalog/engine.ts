import { catalog } from "../built/catalog.js";

/**
 * A ready-made service: what its official image needs. Texts may hold placeholders: `{host}`, `{port}`, `{username}`,
 * `{password}`, `{password-file}` (where the password is mounted), `{database}`, and for an engine that needs another
 * one, `{need.host}`, `{need.port}`, `{need.username}`, `{need.password-file}`, `{need.url}` with the need's name.
 */
export interface Engine {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The repository of its image. */
  readonly image: string;
  /** The tag for a version, with `{version}`. */
  readonly tag: string;
  /** The version when the specification names none. */
  readonly version: string;
  /** The versions for which this entry holds, as a regular expression. */
  readonly versions: string;
  readonly ports: readonly EnginePort[];
  readonly user: EngineUser;
  /** The file without which it does not do its work, and which only the specification can bring. */
  readonly configuration?: string;
  /** The directory of its data; missing: it has none. */
  readonly data?: string;
  /** Whether a new volume at `data` belongs to the image's user. Docker copies the owner of the directory in the image. */
  readonly ownsData: boolean;
  /** Directories that it writes to, by path, with their sizes. */
  readonly temporary: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What the specification may or has to say: `required` or `optional`; a missing key cannot be said. */
  readonly credentials: Readonly<Partial<Record<"username" | "password" | "database", "required" | "optional">>>;
  /** The values of credentials that were left out. */
  readonly defaults: Readonly<Partial<Record<"username" | "database", string>>>;
  /** How a setting is given: as arguments with `{name}` and `{value}`, or as a variable. Missing: it takes none. */
  readonly settings?: { readonly arguments: readonly string[] } | { readonly variable: string };
  /** What of its logs can be set, and how. */
  readonly logging?: { readonly level?: LoggingForm; readonly format?: LoggingForm };
  readonly url: string;
  readonly health: EngineHealth;
  readonly resources: { readonly cpu: string; readonly memory: string; readonly pids?: number };
  readonly stop: { readonly signal: string; readonly grace: string };
  /** Other services that it cannot do without, by the name that placeholders use, with the engines that will do. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** Paths of the host, by path in the container. */
  readonly hostPaths: Readonly<Record<string, { readonly host: string; readonly reason: string }>>;
  readonly exceptions: readonly { readonly allow: string; readonly value?: string; readonly reason: string }[];
  readonly metrics?: { readonly path: string; readonly port: string };
  /** Whether its first process passes signals on and reaps children. */
  readonly hasInit: boolean;
}

/** How an engine is given a log level or a log format: as arguments with `{value}`, or as a variable. */
export interface LoggingForm {
  readonly arguments?: readonly string[];
  readonly variable?: string;
  /** The engine's words for values of the language that it has other words for. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A port that an engine listens on. */
export interface EnginePort {
  readonly name: string;
  readonly number: number;
  readonly protocol: "http" | "https" | "http2" | "grpc" | "tcp" | "udp";
}

/** The user that an image runs as, and whether it works under another one. */
export interface EngineUser {
  readonly id: number;
  readonly group: number;
  /** Whether the image also works under any other number. */
  readonly any: boolean;
}

/** `command` is asked in the container; an image without any program that could ask has none. */
export interface EngineHealth {
  readonly http?: { readonly path: string; readonly port: string };
  readonly command?: readonly string[];
  readonly startPeriod: string;
}

/** Every engine of the catalogue, by name. */
export const engines: ReadonlyMap<string, Engine> = new Map(Object.entries(catalog as Record<string, Engine>));
