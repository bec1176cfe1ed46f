import { catalog } from "../built/catalog.js";
import { nearest } from "../diagnostics/suggest.ts";

/**
 * An engine of the catalogue: the properties of its official image. Strings can contain the placeholders `{host}`, `{port}`,
 * `{username}`, `{password}`, `{password-file}` (the path of the mounted password), `{database}`, `{data}`, and for an engine that needs
 * another one `{need.host}`, `{need.port}`, `{need.username}`, `{need.password-file}` and `{need.url}` with the name of the need.
 */
export interface Engine {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The image repository. */
  readonly image: string;
  /** The tag for a version, with `{version}`. */
  readonly tag: string;
  /** The default version. */
  readonly version: string;
  /** The supported versions, as a regular expression. */
  readonly versions: string;
  readonly ports: readonly EnginePort[];
  readonly user: EngineUser;
  /** The configuration file that the specification must provide. */
  readonly configuration?: string;
  /** The data directory; undefined if it keeps no data. */
  readonly data?: string;
  /** The data directories of versions that have another one, by regular expressions that match the whole version. */
  readonly dataOf: Readonly<Record<string, string>>;
  /** Whether a new volume at `data` belongs to the image's user. Docker copies the owner of the directory in the image. */
  readonly ownsData: boolean;
  /** Writable directories by path, with their sizes. */
  readonly temporary: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The credentials that a specification must or can set: `required` or `optional`. Others have no effect. */
  readonly credentials: Readonly<Partial<Record<"username" | "password" | "database", "required" | "optional">>>;
  /** Defaults of credentials. */
  readonly defaults: Readonly<Partial<Record<"username" | "database", string>>>;
  /** User names that the image refuses to create. */
  readonly reservedUsernames: readonly string[];
  /** How parameters are passed: as arguments with `{name}` and `{value}`, or as a variable. Undefined without support. */
  readonly parameters?: { readonly arguments: readonly string[] } | { readonly variable: string };
  /** What of its logs can be set, and how. */
  readonly logging?: { readonly level?: LoggingForm; readonly format?: LoggingForm };
  readonly url: string;
  readonly health: EngineHealth;
  readonly resources: { readonly cpu: string; readonly memory: string; readonly pids?: number };
  readonly stop: { readonly signal: string; readonly grace: string };
  /** Required services, by the name in placeholders, with the engines that they can have. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** Host paths, by path in the container. */
  readonly hostPaths: Readonly<Record<string, { readonly host: string; readonly reason: string }>>;
  readonly exceptions: readonly { readonly allow: string; readonly value?: string; readonly reason: string }[];
  readonly metrics?: { readonly path: string; readonly port: string };
  /** Whether its first process forwards signals and reaps child processes. */
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

/** The user of an image. */
export interface EngineUser {
  readonly id: number;
  readonly group: number;
  /** Whether the image also works with any other user id. */
  readonly any: boolean;
}

/** The health check. Undefined `command`: the image has no program for it. */
export interface EngineHealth {
  readonly http?: { readonly path: string; readonly port: string };
  readonly command?: readonly string[];
  readonly startPeriod: string;
  /** The timeout of a check; undefined: the default of the language. */
  readonly timeout?: string;
}

/** Every engine of the catalogue, by name. */
export const engines: ReadonlyMap<string, Engine> = new Map(Object.entries(catalog as Record<string, Engine>));

/** The entry of an engine as it is in a version; undefined for an unknown engine. */
export function engineOf(name: string, version: string | undefined): Engine | undefined {
  const entry = engines.get(name);
  const isVersion = ([pattern]: readonly [string, string]) =>
    new RegExp(`^(${pattern})$`).test(version ?? entry?.version ?? "");
  const [, data] = Object.entries(entry?.dataOf ?? {}).find(isVersion) ?? [];
  return entry && data !== undefined ? { ...entry, data } : entry;
}

/** Software with a name like that of an engine, which it is not. */
const others: ReadonlySet<string> = new Set(["mssql", "node", "redis-stack"]);

/** The engine that a misspelled name means. */
export function engineLike(name: string): string | undefined {
  return others.has(name) ? undefined : nearest(name, engines.keys());
}
