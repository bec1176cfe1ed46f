import { code, codes, row } from "../../literals/markdown.ts";
import { quoteShell } from "../../literals/shell.ts";
import type { BackedUpService, BackupMethod } from "../../model/backups.ts";
import { inFolder } from "../../model/build-context.ts";
import type { Environment, Platform } from "../../model/platform.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { OperationsTargetSpec } from "../../spec/spec.ts";
import { composeSettings } from "../paths.ts";

/** What the deployment guide prints about the backups of an environment. */
export interface BackupsView {
  readonly schedule: string;
  /** Empty: backups are not verified on a schedule. */
  readonly verify: string;
  readonly repository: string;
  readonly passphrase: string;
  readonly retention: string;
  readonly services: readonly string[];
  readonly commands: readonly string[];
}

/** The backups that the generated script makes; undefined if it makes none. */
export function backupsView(platform: Platform, environment: Environment): BackupsView | undefined {
  const { backups } = environment;
  if (!backups || platform.targets.operations?.enabled !== true || !composeSettings(environment).enabled)
    return undefined;
  const { path } = withDefaults<OperationsTargetSpec>(platform.targets.operations, "operationsTarget");
  const word = (name: string): string => quoteShell(inFolder(platform.output, inFolder(path, name)));
  const script = `${word("backup.sh")} ${quoteShell(environment.name)}`;
  const [first] = backups.services;
  return {
    schedule: code(backups.schedule),
    verify: backups.verify === undefined ? "" : code(backups.verify),
    repository: code(backups.destination.repository),
    passphrase: code(backups.passphrase),
    retention: codes(backups.retention),
    services: backups.services.map(serviceRow),
    commands: [
      `${word("schedule.sh")} ${quoteShell(environment.name)}`,
      script,
      `${script} list`,
      ...(first ? [`${script} restore ${first.service.hostname}`] : []),
    ],
  };
}

/** What a backup of a service contains. */
const contents: Readonly<Record<Exclude<BackupMethod, "volumes">, string>> = {
  mongodb: "Dump of all databases",
  postgres: "Dump of the database, and the roles without passwords",
  redis: "Dump of all keys",
};

function serviceRow({ service, method }: BackedUpService): string {
  const { hostname, storage, origin } = service;
  if (method !== "volumes") return row(code(hostname), contents[method], "no");
  const folders = `Files in ${codes(storage.map(({ path }) => path))}`;
  return row(code(hostname), folders, origin.kind === "engine" ? "yes" : "no");
}
