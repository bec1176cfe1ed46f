import type { Engine } from "../catalog/engine.ts";
import type { ExceptionSpec, UserSpec } from "../spec/spec.ts";
import type { User } from "./image.ts";

/** The default user ID of containers, above the IDs of users of a host. */
export const defaultUserId = 10001;

/**
 * The hardening policy of one workload, for every target: an unprivileged user, a read-only root file system, no
 * capabilities, no privilege escalation and no access to the host, except for what its exceptions allow.
 */
export interface Hardening {
  readonly user: User;
  /** Whether the user may be root. */
  readonly isRoot: boolean;
  /** Whether the root file system is read-only. */
  readonly isReadOnly: boolean;
  /** Whether the container may do whatever root of the host may. */
  readonly isPrivileged: boolean;
  /** Capabilities that are added after all are dropped, without `CAP_`, sorted. */
  readonly capabilities: readonly string[];
  readonly usesHostNetwork: boolean;
  readonly usesHostProcesses: boolean;
  /** All of it that goes beyond the policy, with the reasons; the specification's own first. */
  readonly exceptions: readonly PolicyException[];
}

/** Something that a workload may do though the policy forbids it. */
export interface PolicyException {
  readonly allow: ExceptionSpec["allow"] | "host-path" | "secret-in-environment";
  /** The capability, the path of the host, the variable. */
  readonly value: string | undefined;
  readonly reason: string;
}

/** What a workload is made of that decides how it is hardened. */
interface Parts {
  readonly user: User;
  readonly exceptions: readonly ExceptionSpec[];
  readonly hostPaths: readonly { readonly host: string; readonly reason: string }[];
  readonly env: readonly { readonly name: string; readonly as: string; readonly reason: string | undefined }[];
}

/** Lays the policy on a workload. */
export function hardeningOf({ user, exceptions, hostPaths, env }: Parts): Hardening {
  const allowed = new Set(exceptions.map(({ allow }) => allow));
  const added = exceptions.flatMap(({ allow, value }) => (allow === "capability" && value ? [value] : []));
  const inEnvironment = env.filter(({ as }) => as === "env");
  return {
    user,
    isRoot: allowed.has("run-as-root"),
    isReadOnly: !allowed.has("writable-root"),
    isPrivileged: allowed.has("privileged"),
    capabilities: [...new Set(added)].sort(),
    usesHostNetwork: allowed.has("host-network"),
    usesHostProcesses: allowed.has("host-processes"),
    exceptions: [
      ...exceptions.map(({ allow, value, reason }) => ({ allow, value, reason })),
      ...hostPaths.map(({ host, reason }) => ({ allow: "host-path" as const, value: host, reason })),
      ...inEnvironment.map(({ name, reason = "" }) => ({
        allow: "secret-in-environment" as const,
        value: name,
        reason,
      })),
    ],
  };
}

/** An exception in few words: `capability NET_ADMIN`. */
export function nameOfException({ allow, value }: PolicyException): string {
  return value === undefined ? allow : `${allow} ${value}`;
}

/** Root, for workloads that may run as root and set no user. */
const root: User = { id: 0, group: 0, name: "root" };

/**
 * The user of a container whose image is built from source, or of one that the specification sets. A workload with the
 * exception `run-as-root` and without a user runs as root: with another user ID the exception would have no effect.
 */
export function containerUser(
  spec: UserSpec | undefined,
  exceptions: readonly ExceptionSpec[],
  platform: string,
): User {
  const isRoot = spec === undefined && exceptions.some(({ allow }) => allow === "run-as-root");
  return isRoot ? root : buildUser(spec, platform);
}

/** The user of an image that is built from source. */
export function buildUser(spec: UserSpec | undefined, platform: string): User {
  const id = spec?.id ?? defaultUserId;
  return { id, group: id, name: spec?.name ?? platform.replaceAll(/[^a-z0-9_-]/g, "").slice(0, 31) };
}

/** The exceptions of the specification, then those of the catalogue's entry. */
export function exceptionsOf(
  spec: readonly ExceptionSpec[] | undefined,
  engine: Engine | undefined,
): readonly ExceptionSpec[] {
  return [...(spec ?? []), ...((engine?.exceptions ?? []) as readonly ExceptionSpec[])];
}
