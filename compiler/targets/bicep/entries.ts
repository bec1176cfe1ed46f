import { secretsUsed } from "../../model/secrets.ts";
import type { Job, Service } from "../../model/service.ts";
import type { Workload } from "../../model/workload.ts";
import { hashOf, wordsOf } from "./names.ts";

/** A file whose content comes from the vault. */
export interface FileEntry {
  readonly path: string;
  /** The entry of the vault. */
  readonly entry: string;
}

/** The longest name of a secret of an app that is sure to be taken. */
const longestName = 63;

/** The name of an entry that no secret of the specification is: it ends in a hash of what it is for. */
function entryName(kind: "access-key" | "file", service: string, path: string): string {
  const end = `-${hashOf(JSON.stringify([kind, service, path]))}`;
  const words = wordsOf(`${service}-${kind}-${path}`)
    .slice(0, longestName - end.length)
    .replace(/-$/, "");
  return `${words}${end}`;
}

/** The entry with the key that Azure makes for a service, for a scaler. */
export function accessKeyEntry(service: string): string {
  return entryName("access-key", service, "");
}

/** The files of a workload that have a content, and the entries of the vault that hold it. */
export function fileEntries({ name, files }: Workload): readonly FileEntry[] {
  return files.flatMap(({ path, content }) => {
    if (content.kind === "secret") return [{ path, entry: content.secret }];
    return content.kind === "text" ? [{ path, entry: entryName("file", name, path) }] : [];
  });
}

/** The entries of the vault that a workload reads in some environment, by name. */
export function entriesUsed(workloads: readonly (Service | Job | undefined)[]): readonly string[] {
  return [...new Set(workloads.flatMap((workload) => (workload ? entriesOf(workload) : [])))].sort();
}

/** The entries of the vault that a workload reads. */
export function entriesOf(workload: Service | Job): readonly string[] {
  const queue = "scale" in workload ? workload.scale.queue : undefined;
  const keys = queue === undefined ? [] : [accessKeyEntry(queue.service)];
  return [...secretsUsed(workload), ...fileEntries(workload).map(({ entry }) => entry), ...keys];
}
