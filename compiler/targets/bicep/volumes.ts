import type { Workload } from "../../model/workload.ts";
import { fileEntries } from "./entries.ts";
import { joinNames, wordsOf } from "./names.ts";

/** A volume of a container. */
export interface AppVolumeView {
  readonly name: string;
  readonly type: "Secret" | "EmptyDir" | "AzureFile";
  /** The secrets that are files in it. */
  readonly items: readonly { readonly secret: string; readonly path: string }[];
  readonly share: string | null;
  readonly options: string | null;
}

/** Where a volume is mounted. */
export interface MountView {
  readonly volume: string;
  readonly path: string;
  readonly subPath: string | null;
}

/** A share for a volume that outlives its container. */
export interface ShareView {
  readonly name: string;
  /** Gibibytes. */
  readonly quota: number;
}

/** The longest name of a share that an environment of Container Apps mounts. */
const longestShare = 32;

/** The name of the share of a volume. */
export function shareName(workload: string, storage: string): string {
  return joinNames([workload, storage], longestShare);
}

/** Whether a volume lies on a share. What an engine keeps does not: databases need more than a share gives. */
export function isOnShare({ origin }: Workload): boolean {
  return origin.kind !== "engine";
}

/** The shares that a workload needs. */
export function sharesOf(workload: Workload): readonly ShareView[] {
  if (!isOnShare(workload)) return [];
  return workload.storage.map(({ name, size }) => ({
    name: shareName(workload.name, name),
    quota: Math.max(1, Math.ceil(size / 1024)),
  }));
}

/** What a workload mounts. */
export function volumesOf(workload: Workload): {
  readonly volumes: readonly AppVolumeView[];
  readonly mounts: readonly MountView[];
} {
  const none = { items: [], share: null, options: null };
  const files = fileEntries(workload);
  const names = new Set(["files", "secrets"]);
  const temporary = workload.temporary.map(({ path }) => ({ path, name: freeName(wordsOf(path) || "root", names) }));
  const storage = workload.storage.map((one) => ({ ...one, volume: freeName(one.name, names) }));
  const isKept = isOnShare(workload);
  const options = mountOptions(workload);
  const volumes: readonly AppVolumeView[] = [
    ...temporary.map(({ name }): AppVolumeView => ({ ...none, name, type: "EmptyDir" })),
    ...storage.map(
      ({ name, volume }): AppVolumeView =>
        isKept
          ? { ...none, name: volume, type: "AzureFile", share: shareName(workload.name, name), options }
          : { ...none, name: volume, type: "EmptyDir" },
    ),
    ...secretVolume(
      "secrets",
      workload.secrets.map((secret) => ({ secret, path: secret })),
    ),
    ...secretVolume(
      "files",
      files.map(({ entry }) => ({ secret: entry, path: entry })),
    ),
  ];
  const mounts = [
    ...temporary.map(({ path, name }) => ({ volume: name, path, subPath: null })),
    ...storage.map(({ path, volume }) => ({ volume, path, subPath: null })),
    ...(workload.secrets.length > 0 ? [{ volume: "secrets", path: "/run/secrets", subPath: null }] : []),
    ...files.map(({ path, entry }) => ({ volume: "files", path, subPath: entry })),
  ];
  return { volumes: volumes.toSorted(by("name")), mounts: mounts.toSorted(by("path")) };
}

/** Files on a share have no owner: the mount options set it. */
function mountOptions({ hardening: { user } }: Workload): string {
  return `uid=${user.id},gid=${user.group},dir_mode=0770,file_mode=0660,mfsymlinks,nobrl`;
}

function secretVolume(name: string, items: AppVolumeView["items"]): readonly AppVolumeView[] {
  return items.length === 0 ? [] : [{ name, type: "Secret", items, share: null, options: null }];
}

/** A name that no other volume has. It is then taken. */
function freeName(name: string, taken: Set<string>): string {
  let free = name.slice(0, 60).replace(/-$/, "");
  for (let number = 2; taken.has(free); number++) free = `${name.slice(0, 57)}-${number}`;
  taken.add(free);
  return free;
}

function by<K extends string>(key: K): (a: Readonly<Record<K, string>>, b: Readonly<Record<K, string>>) => number {
  return (a, b) => (a[key] < b[key] ? -1 : 1);
}
