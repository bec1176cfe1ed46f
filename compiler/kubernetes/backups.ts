import { quoteShell } from "../literals/shell.ts";
import {
  type BackedUpService,
  type BackupDestination,
  type BackupMethod,
  type Backups,
  resticImage,
} from "../model/backups.ts";
import { defaultUserId } from "../model/hardening.ts";
import type { User } from "../model/image.ts";
import type { Environment } from "../model/platform.ts";
import type { Job, Service } from "../model/service.ts";
import type { EnvironmentVariable } from "../model/workload.ts";

/** Clients and restic run as any user. */
const user: User = { id: defaultUserId, group: defaultUserId, name: undefined };

/** Seconds after which a backup is stopped. */
const longest = 4 * 60 * 60;

/**
 * The jobs that back up the databases of an environment to an object store: the client of the database writes a dump and reads
 * it to its end, then restic stores it. A volume can be mounted on one node only, so clusters have snapshots for files.
 */
export function backupJobs({ backups, services, jobs }: Environment): readonly Job[] {
  if (!backups || backups.destination.kind === "folder") return [];
  const names = new Set([...services, ...jobs].map(({ name }) => name));
  return backups.services.flatMap((one) => {
    const dump = dumps[one.method];
    return dump
      ? [jobOf(one, dump(one.service), { backups, name: freeName(`${one.service.name}-backup`, names) })]
      : [];
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}-job`, taken) : name;
}

function jobOf(
  { service }: BackedUpService,
  dump: string,
  { backups, name }: { readonly backups: Backups; readonly name: string },
): Job {
  const { destination, passphrase } = backups;
  const { hardening, logging, storage } = service;
  const folder = `/backup/${service.hostname}`;
  const password = service.origin.kind === "engine" ? service.origin.password : undefined;
  const env = [
    ...destination.credentials.map(({ variable, secret }) => fromFile(variable, secret)),
    ...(password === undefined ? [] : [fromFile("DATABASE_PASSWORD", password)]),
    fromFile("RESTIC_PASSWORD", passphrase),
    value("RESTIC_CACHE_DIR", "/tmp"),
    value("RESTIC_REPOSITORY", destination.repository),
  ];
  const shell = ["/bin/sh", "-ec"];
  return {
    ...{ name, hostname: name, description: `Backs up ${service.name}.` },
    origin: { kind: "image" },
    image: resticImage,
    entrypoint: shell,
    command: [storeScript(service, folder, backups)],
    preparation: { name: "dump", image: service.image, entrypoint: shell, command: [dump] },
    env: env.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    files: [],
    secrets: [...new Set(env.flatMap(({ secret }) => secret ?? []))].sort(),
    storage: [],
    temporary: [
      { path: folder, size: Math.max(1024, ...storage.map(({ size }) => size)) },
      { path: "/tmp", size: 256 },
    ],
    hostPaths: [],
    resources: { cpu: { request: 100, limit: 1000 }, memory: { request: 256, limit: 1024 }, disk: 256, pids: 256 },
    hardening: {
      ...hardening,
      user,
      isRoot: false,
      isPrivileged: false,
      capabilities: [],
      isReadOnly: true,
      exceptions: [],
      usesHostNetwork: false,
      usesHostProcesses: false,
    },
    dependsOn: [],
    talksTo: [service.name],
    egress: [storeOf(destination)],
    networks: [],
    logging,
    path: ["backups"],
    schedule: backups.schedule,
    before: [],
    retries: 1,
    timeout: longest,
    concurrency: "forbid",
  };
}

function fromFile(name: string, secret: string): EnvironmentVariable {
  return {
    name,
    value: [{ kind: "secret", secret, encoding: "none" }],
    as: "file",
    secret,
    reason: undefined,
    setting: undefined,
  };
}

function value(name: string, text: string): EnvironmentVariable {
  return { name, value: [text], as: "value", secret: undefined, reason: undefined, setting: undefined };
}

/** The address of the object store. Azure's has the name of the account in it. */
function storeOf({ kind, repository }: BackupDestination): { readonly host: string; readonly port: number } {
  if (kind === "azure") return { host: "*.blob.core.windows.net", port: 443 };
  const { hostname, port, protocol } = new URL(repository.replace(/^s3:/, ""));
  return { host: hostname, port: port === "" ? (protocol === "http:" ? 80 : 443) : Number(port) };
}

/** What the client of a database runs, in the order of the methods. */
const dumps: Readonly<Record<BackupMethod, ((service: Service) => string) | undefined>> = {
  mongodb: (service) => `umask 077
printf 'password: "%s"\\n' "$(cat "$DATABASE_PASSWORD_FILE")" >/tmp/mongodump.yaml
mongodump --quiet --host=${service.hostname} --username=${usernameOf(service)} --authenticationDatabase=admin \\
  --config=/tmp/mongodump.yaml --gzip --archive=/backup/${service.hostname}/database.archive.gz
gzip --test /backup/${service.hostname}/database.archive.gz`,
  // Reading to the end finds a truncated dump.
  postgres: (service) => `umask 077
PGPASSWORD="$(cat "$DATABASE_PASSWORD_FILE")"
export PGPASSWORD
pg_dump --host=${service.hostname} --username=${usernameOf(service)} --format=custom \\
  --file=/backup/${service.hostname}/database.dump ${databaseOf(service)}
pg_restore --file=/dev/null /backup/${service.hostname}/database.dump
pg_dumpall --host=${service.hostname} --username=${usernameOf(service)} --database=${databaseOf(service)} \\
  --globals-only --no-role-passwords --file=/backup/${service.hostname}/roles.sql`,
  redis: (service) => `umask 077
REDISCLI_AUTH="$(cat "$DATABASE_PASSWORD_FILE")"
export REDISCLI_AUTH
redis-cli -h ${service.hostname} --rdb /backup/${service.hostname}/dump.rdb
redis-check-rdb /backup/${service.hostname}/dump.rdb`,
  volumes: undefined,
};

function usernameOf({ origin }: Service): string {
  return quoteShell((origin.kind === "engine" ? origin.username : undefined) ?? "root");
}

function databaseOf({ origin }: Service): string {
  return quoteShell((origin.kind === "engine" ? origin.database : undefined) ?? "postgres");
}

/** restic exits with 10 where no repository exists, and only one process at a time may prune it. */
function storeScript({ hostname }: Service, folder: string, { destination, retention, host }: Backups): string {
  const of = `--host=${host} --tag=${hostname}`;
  return [
    ...destination.credentials.flatMap(({ variable }) => [
      `${variable}="$(cat "$${variable}_FILE")"`,
      `export ${variable}`,
    ]),
    `restic cat config >/dev/null || [ "$?" -ne 10 ] || restic init`,
    `restic backup --quiet --retry-lock=1h ${of} ${folder}`,
    `restic forget --quiet --retry-lock=1h ${of} --group-by=host,tags \\\n  ${retention.join(" ")} --prune`,
    "restic check --quiet --retry-lock=1h",
  ].join("\n");
}
