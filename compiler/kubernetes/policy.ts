import { engines } from "../catalog/engine.ts";
import { defaultUserId, type PolicyException } from "../model/hardening.ts";
import type { Port } from "../model/service.ts";
import type { Workload } from "../model/workload.ts";
import type { Fields } from "./object.ts";
import type { ClusterSettings } from "./settings.ts";

/** The policy for pods (https://kubernetes.io/docs/concepts/security/pod-security-standards/, restricted). */
export const podPolicy: Fields = {
  fsGroup: defaultUserId,
  fsGroupChangePolicy: "OnRootMismatch",
  runAsGroup: defaultUserId,
  runAsNonRoot: true,
  runAsUser: defaultUserId,
  seccompProfile: { type: "RuntimeDefault" },
};

/** The policy for containers (the same, restricted). */
export const containerPolicy: Fields = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

/** The security context of a workload's pods: the policy, except for another user and for what an exception allows. */
export function podSecurity(workload: Workload, { isOpenShift }: Pick<ClusterSettings, "isOpenShift">): Fields {
  // OpenShift assigns the user and the group, and refuses pods that name others.
  const { runAsNonRoot, seccompProfile, ...user } = podPolicy;
  return {
    ...{ runAsNonRoot, seccompProfile },
    ...(!isOpenShift && { ...user, ...userOf(workload) }),
    ...(workload.hardening.isRoot && { runAsNonRoot: false }),
    ...lowPorts(workload),
  };
}

/**
 * Lets a user other than root open ports below 1024, as Docker does. The parameter is a safe one, which every Pod Security
 * Standard allows. It belongs to the network of a pod, so a pod in the network of its node cannot set it.
 */
function lowPorts(workload: Workload & { readonly ports?: readonly Port[] }): Fields {
  const { isRoot, usesHostNetwork } = workload.hardening;
  const isLow = workload.ports?.some(({ number }) => number < 1024) ?? false;
  if (!isLow || isRoot || usesHostNetwork) return {};
  return { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] };
}

/**
 * The security context of a workload's container: the policy, except for what its exceptions allow. Vault's agent
 * runs as the same user, which it reads from the container.
 */
export function containerSecurity(
  workload: Workload,
  settings: Pick<ClusterSettings, "isOpenShift">,
  hasVaultAgent: boolean,
): Fields {
  const { capabilities, isPrivileged, isReadOnly, isRoot } = workload.hardening;
  const { runAsGroup, runAsUser } = podSecurity(workload, settings);
  return {
    ...containerPolicy,
    ...(isPrivileged && { allowPrivilegeEscalation: true, privileged: true }),
    ...(capabilities.length > 0 && { capabilities: { add: capabilities, drop: ["ALL"] } }),
    ...(!isReadOnly && { readOnlyRootFilesystem: false }),
    ...(isRoot && { runAsNonRoot: false }),
    ...(hasVaultAgent && { runAsGroup, runAsUser }),
  };
}

/** The user of the pod. An image of the catalogue that runs as any user runs as that of the policy. */
function userOf({ hardening: { user }, origin }: Workload): Fields {
  const entry = origin.kind === "engine" ? engines.get(origin.engine) : undefined;
  const isImages = user.name === undefined;
  if (isImages && entry?.user.any === true) return {};
  if (user.id === defaultUserId && user.group === defaultUserId) return {};
  return { fsGroup: user.group, runAsGroup: user.group, runAsUser: user.id };
}

/** Annotations with the reasons of a workload's exceptions from the policy. */
export function exceptionAnnotations({ hardening }: Workload): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const { allow, value, reason } of hardening.exceptions) {
    const key = `policy-exception/${allow}`;
    const text = value === undefined ? reason : `${value}: ${reason}`;
    annotations[key] = annotations[key] === undefined ? text : `${annotations[key]} ${text}`;
  }
  return annotations;
}

/** A Pod Security Standard. */
export type Level = "restricted" | "baseline" | "privileged";

/** The capabilities that the level `baseline` admits. */
const baselineCapabilities = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

/** The strictest level that admits the pods of all workloads. */
export function podSecurityOf(workloads: readonly Workload[]): Level {
  const needed = workloads.flatMap(({ hardening }) => hardening.exceptions.map(levelOf));
  const levels: readonly Level[] = ["privileged", "baseline"];
  return levels.find((level) => needed.includes(level)) ?? "restricted";
}

function levelOf({ allow, value = "" }: PolicyException): Level {
  switch (allow) {
    case "privileged":
    case "host-network":
    case "host-path":
    case "host-processes":
      return "privileged";
    case "capability":
      if (value === "NET_BIND_SERVICE") return "restricted";
      return baselineCapabilities.has(value) ? "baseline" : "privileged";
    case "run-as-root":
      return "baseline";
    case "secret-in-environment":
    case "writable-root":
      return "restricted";
  }
}
