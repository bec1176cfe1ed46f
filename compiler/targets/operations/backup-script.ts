import { type BackedUpService, type BackupMethod, type Backups, resticImage } from "../../model/backups.ts";
import { inFolder } from "../../model/build-context.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { composeSettings } from "../paths.ts";
import { type ComposeProject, composeProjects } from "./compose-projects.ts";
import { type ScriptView, scriptView } from "./scripts.ts";

/** The view of `operations/backup.sh`. */
export interface BackupScriptView extends ScriptView {
  readonly names: string;
  readonly restic: string;
  readonly environments: readonly BackupEnvironmentView[];
  readonly hasPostgres: boolean;
  readonly hasMongodb: boolean;
  readonly hasRedis: boolean;
  readonly hasDatabases: boolean;
  readonly hasVolumes: boolean;
  /** Whether a service is stopped at times. */
  readonly hasStops: boolean;
  /** The script as a command in the root of the repository. */
  readonly self: string;
}

interface BackupEnvironmentView {
  readonly name: string;
  /** The host name of snapshots, which stays the same on another machine. */
  readonly host: string;
  readonly repository: string;
  readonly isFolder: boolean;
  /** The default folder of secrets, relative to the root of the repository. */
  readonly secrets: string;
  readonly passphrase: string;
  readonly credentials: readonly { readonly variable: string; readonly secret: string }[];
  readonly retention: readonly string[];
  readonly services: readonly BackupServiceView[];
}

interface BackupServiceView {
  readonly method: BackupMethod;
  /** Name, method, Compose file, secret as a file in the container, whether it is stopped, and folders, with `|` between them. */
  readonly line: string;
}

/** An environment with backups that Docker Compose runs. */
export interface BackedUpEnvironment {
  readonly name: string;
  readonly backups: Backups;
}

/** The environments whose data the script backs up. */
export function backedUpEnvironments({ environments }: Platform): readonly BackedUpEnvironment[] {
  return environments.flatMap(({ name, backups, targets }) =>
    backups && targets.compose?.enabled !== false ? [{ name, backups }] : [],
  );
}

/** The script that backs up, lists, restores and verifies; undefined if Docker Compose runs nothing that is backed up. */
export function backupScriptView(platform: Platform, path: string): BackupScriptView | undefined {
  const projects = composeProjects(platform);
  const environments = backedUpEnvironments(platform).map(({ name, backups }) =>
    environmentView(
      platform,
      backups,
      projects.filter(({ environment }) => environment.name === name),
    ),
  );
  const methods = new Set(environments.flatMap(({ services }) => services.map(({ method }) => method)));
  if (methods.size === 0) return undefined;
  return {
    ...scriptView(platform, path),
    names: environments.map(({ name }) => name).join(", "),
    restic: pinned(platform, resticImage),
    environments,
    hasPostgres: methods.has("postgres"),
    hasMongodb: methods.has("mongodb"),
    hasRedis: methods.has("redis"),
    hasDatabases: [...methods].some((method) => method !== "volumes"),
    hasVolumes: methods.has("volumes"),
    hasStops: methods.has("volumes") || methods.has("redis"),
    self: `./${inFolder(platform.output, path)}`,
  };
}

function environmentView(
  platform: Platform,
  { destination, host, passphrase, retention, services }: Backups,
  projects: readonly ComposeProject[],
): BackupEnvironmentView {
  const [{ environment } = {}] = projects;
  const name = environment?.name ?? "";
  const folder = environment && composeSettings(environment).secrets;
  return {
    name,
    host,
    repository: destination.repository,
    isFolder: destination.kind === "folder",
    secrets: inFolder(platform.output, (typeof folder === "object" ? folder.path : undefined) ?? "secrets"),
    passphrase,
    credentials: destination.credentials,
    retention,
    services: services.flatMap((one) => serviceViews(one, projects)),
  };
}

function serviceViews(
  { service, method }: BackedUpService,
  projects: readonly ComposeProject[],
): readonly BackupServiceView[] {
  const project = projects.find(({ services }) => services.some(({ name }) => name === service.name));
  if (!project) return [];
  const { hostname, origin, storage } = service;
  const password = origin.kind === "engine" ? origin.password : undefined;
  const passwordFile = password === undefined ? "" : `/run/secrets/${password}`;
  // A database changes several files at once.
  const isStopped = method === "volumes" && origin.kind === "engine";
  const folders = storage.map(({ path }) => path);
  return [{ method, line: [hostname, method, project.file, passwordFile, isStopped, ...folders].join("|") }];
}
