import { engines } from "../catalog/engine.ts";
import { defaultUserId, type PolicyException } from "../model/hardening.ts";
import type { Workload } from "../model/workload.ts";
import type { Fields } from "./object.ts";
import type { PlatformValues, WorkloadValues } from "./values.ts";

/** The hardening policy for pods (https://kubernetes.io/docs/concepts/security/pod-security-standards/, restricted). */
export const podPolicy: Fields = {
  fsGroup: defaultUserId,
  fsGroupChangePolicy: "OnRootMismatch",
  runAsGroup: defaultUserId,
  runAsNonRoot: true,
  runAsUser: defaultUserId,
  seccompProfile: { type: "RuntimeDefault" },
};

/** The hardening policy for containers (the same, restricted). */
export const containerPolicy: Fields = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

type PolicyValues = Pick<WorkloadValues, "podSecurityContext" | "securityContext" | "hostNetwork" | "hostPID">;

/**
 * Where a workload differs from the policy: another user, or what its exceptions allow. Vault's agent runs as the same
 * user, and reads which one it is from the container.
 */
export function policyValues(workload: Workload, hasAgent: boolean): PolicyValues {
  const { capabilities, isPrivileged, isReadOnly, isRoot, usesHostNetwork, usesHostProcesses } = workload.hardening;
  const user = userOf(workload);
  const pod = { ...user, ...(isRoot && { runAsNonRoot: false }) };
  const { runAsGroup, runAsUser } = { ...podPolicy, ...user };
  const container = {
    ...(isPrivileged && { allowPrivilegeEscalation: true, privileged: true }),
    ...(capabilities.length > 0 && { capabilities: { add: capabilities, drop: ["ALL"] } }),
    ...(!isReadOnly && { readOnlyRootFilesystem: false }),
    ...(isRoot && { runAsNonRoot: false }),
    ...(hasAgent && { runAsGroup, runAsUser }),
  };
  return {
    ...(Object.keys(pod).length > 0 && { podSecurityContext: pod }),
    ...(Object.keys(container).length > 0 && { securityContext: container }),
    ...(usesHostNetwork && { hostNetwork: true }),
    ...(usesHostProcesses && { hostPID: true }),
  };
}

/** The user of the pod. An image from the catalogue that works under any number runs under that of the policy. */
function userOf({ hardening: { user }, origin }: Workload): Fields {
  const entry = origin.kind === "engine" ? engines.get(origin.engine) : undefined;
  const isImages = user.name === undefined;
  if (isImages && entry?.user.any === true) return {};
  if (user.id === defaultUserId && user.group === defaultUserId) return {};
  return { fsGroup: user.group, runAsGroup: user.group, runAsUser: user.id };
}

/** What the policy forbids and a workload may do all the same, by what it is, with the reasons. */
export function exceptionAnnotations({ hardening }: Workload): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const { allow, value, reason } of hardening.exceptions) {
    const key = `policy-exception/${allow}`;
    const text = value === undefined ? reason : `${value}: ${reason}`;
    annotations[key] = annotations[key] === undefined ? text : `${annotations[key]} ${text}`;
  }
  return annotations;
}

type Level = PlatformValues["podSecurity"];

/** What the level `baseline` lets a container add. */
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
