import type { Service } from "./service.ts";

/** https://github.com/restic/restic/releases */
export const resticImage = "restic/restic:0.19.1";

/** The backups of an environment. */
export interface Backups {
  /** The host name of backups, which stays the same on another machine. */
  readonly host: string;
  /** Five fields of cron. */
  readonly schedule: string;
  /** When backups are restored to prove that they can be; undefined: never. */
  readonly verify: string | undefined;
  /** Options of `restic forget`. */
  readonly retention: readonly string[];
  readonly destination: BackupDestination;
  /** The secret that encrypts backups. */
  readonly passphrase: string;
  /** By name. */
  readonly services: readonly BackedUpService[];
}

/** Where backups are. */
export interface BackupDestination {
  readonly kind: "folder" | "s3" | "azure";
  /** The repository, in the words of restic. */
  readonly repository: string;
  /** Variables of restic with secrets as their values. */
  readonly credentials: readonly { readonly variable: string; readonly secret: string }[];
}

/** A service whose data is backed up. */
export interface BackedUpService {
  readonly service: Service;
  readonly method: BackupMethod;
}

/** How data is copied: with the tools of a database while it runs, or as files of its volumes. */
export type BackupMethod = "postgres" | "mongodb" | "redis" | "volumes";

const methods: Readonly<Record<string, BackupMethod>> = {
  mongodb: "mongodb",
  pgvector: "postgres",
  postgres: "postgres",
  redis: "redis",
};

/** How a service is backed up. */
export function methodOf({ origin }: Service): BackupMethod {
  return (origin.kind === "engine" ? methods[origin.engine] : undefined) ?? "volumes";
}
