import { passphraseSecret } from "../spec/added-secrets.ts";
import { isIn } from "../spec/included.ts";
import type { BackupDestinationSpec, BackupRetentionSpec, BackupsSpec } from "../spec/spec.ts";
import { type BackupDestination, type Backups, methodOf } from "./backups.ts";
import { parseSeconds } from "./quantity.ts";
import type { Service } from "./service.ts";
import type { Tools } from "./tools.ts";

/** The backups of an environment; undefined: there are none. Reports services without data, and values that are not secrets. */
export function buildBackups(services: readonly Service[], { context, references }: Tools): Backups | undefined {
  const { spec, environment } = context;
  const { backups } = spec;
  if (!backups || environment.name === "" || !isIn(backups.environments, environment.name, environment.tier))
    return undefined;
  const secret = (text: string, path: readonly string[], what: string): string | undefined =>
    references.resolveSecret(text, ["backups", ...path], what);
  const { encrypt, to } = backups;
  const credentials = (["key", "secret"] as const).flatMap((key, index) => {
    const text = to[key];
    const name = text === undefined ? undefined : secret(text, ["to", key], `'backups.to.${key}'`);
    return name === undefined ? [] : [{ variable: variablesOf[kindOf(to)][index] ?? "", secret: name }];
  });
  return {
    host: `${spec.platform.name}-${environment.name}`,
    schedule: backups.schedule,
    verify: backups.verify,
    retention: retentionOf(backups),
    destination: { kind: kindOf(to), repository: repositoryOf(to), credentials },
    passphrase:
      (encrypt === undefined ? undefined : secret(encrypt, ["encrypt"], "The passphrase")) ?? passphraseSecret,
    services: services
      .filter((service) => backups.services?.includes(service.name) ?? hasOwnData(service))
      .map((service) => ({ service, method: methodOf(service) }))
      .sort((a, b) => (a.service.name < b.service.name ? -1 : 1)),
  };
}

/** Whether a service is backed up by default. What monitoring and the edge store can be lost. */
function hasOwnData(service: Service): boolean {
  return service.role === "service" && (methodOf(service) !== "volumes" || service.storage.length > 0);
}

/** https://restic.readthedocs.io/en/stable/030_preparing_a_new_repo.html */
const variablesOf: Readonly<Record<BackupDestination["kind"], readonly string[]>> = {
  folder: [],
  s3: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  azure: ["AZURE_ACCOUNT_NAME", "AZURE_ACCOUNT_KEY"],
};

function kindOf({ url }: BackupDestinationSpec): BackupDestination["kind"] {
  if (url.startsWith("s3://")) return "s3";
  return url.startsWith("azblob://") ? "azure" : "folder";
}

function repositoryOf({ url, endpoint = "https://s3.amazonaws.com" }: BackupDestinationSpec): string {
  if (url.startsWith("s3://")) return `s3:${endpoint}/${url.slice("s3://".length)}`;
  if (!url.startsWith("azblob://")) return url;
  const [container = "", ...folders] = url.slice("azblob://".length).split("/");
  return `azure:${container}:/${folders.join("/")}`;
}

/** The latest backup is kept, however old it is. */
function retentionOf({ keep = { within: "14d" } }: BackupsSpec): readonly string[] {
  const counts = (["daily", "weekly", "monthly"] as const).flatMap((period) =>
    keep[period] === undefined ? [] : [`--keep-${period}=${keep[period]}`],
  );
  return ["--keep-last=1", ...withinOf(keep), ...counts];
}

/** restic knows hours, days, months and years. */
function withinOf({ within }: BackupRetentionSpec): readonly string[] {
  return within === undefined ? [] : [`--keep-within=${Math.ceil(parseSeconds(within) / 3600)}h`];
}
